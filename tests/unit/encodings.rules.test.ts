import { describe, expect, it } from 'vitest'
import { decode, type Encoding, guessEncoding } from '../../server/schedule/imports/encodings.rules.ts'

const bytesOf = (latin1: string) => Uint8Array.from(latin1, (sign) => sign.charCodeAt(0))
const said =
  'Cộng hòa xã hội chủ nghĩa Việt Nam; Độc lập - Tự do - Hạnh phúc; Thời sự 20h10; Đất nước, rừng phương Nam'

const written: Record<Exclude<Encoding, 'utf-16be'>, Uint8Array> = {
  'utf-8': new TextEncoder().encode(said),
  'utf-16le': new Uint8Array(Buffer.from(said, 'utf16le')),
  tcvn3: bytesOf(
    'Céng hßa x· héi chñ nghÜa ViÖt Nam; §éc lËp - Tù do - H¹nh phóc; Thêi sù 20h10; §Êt n\u00ad\u00edc, rõng ph\u00ad\u00acng Nam',
  ),
  vni: bytesOf(
    'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam; Ñoäc laäp - Töï do - Haïnh phuùc; Thôøi söï 20h10; Ñaát nöôùc, röøng phöông Nam',
  ),
  // Letters with their tone after them: ò is o and 0xCC, ẹ is e and 0xF2.
  'windows-1258': bytesOf(
    'C\xf4\xf2ng ho\xcca xa\xde h\xf4\xf2i chu\xd2 nghi\xdea Vi\xea\xf2t Nam; \xd0\xf4\xf2c l\xe2\xf2p - T\xfd\xf2 do - Ha\xf2nh phu\xecc; Th\xf5\xcci s\xfd\xf2 20h10; \xd0\xe2\xect n\xfd\xf5\xecc, r\xfd\xccng ph\xfd\xf5ng Nam',
  ),
}

describe('old and new Vietnamese files', () => {
  it.each(Object.entries(written))('are known for what they are and read right: %s', (encoding, bytes) => {
    expect(guessEncoding(bytes)).toBe(encoding)
    expect(decode(bytes, encoding as Encoding)).toBe(said)
  })

  it('are known by their byte order mark, which is not part of the text', () => {
    const bytes = new Uint8Array([0xfe, 0xff, ...Buffer.from('Tày', 'utf16le').swap16()])
    expect(guessEncoding(bytes)).toBe('utf-16be')
    expect(decode(bytes, 'utf-16be')).toBe('Tày')
    expect(decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), 'utf-8')).toBe('a')
  })

  it('keep capitals and the letters that stand alone in VNI', () => {
    expect(decode(bytesOf('LÒCH PHAÙT SOÙNG: ÑÆNH CAO, KYÕ NIEÄM'), 'vni')).toBe(
      'LỊCH PHÁT SÓNG: ĐỈNH CAO, KỸ NIỆM',
    )
  })

  it('are plain UTF-8 where there is nothing but ASCII', () => {
    expect(guessEncoding(bytesOf('20:10;Thoi su;45'))).toBe('utf-8')
  })

  it('are told apart by a single line', () => {
    expect(guessEncoding(bytesOf('20:10;Thêi sù'))).toBe('tcvn3')
    expect(guessEncoding(bytesOf('20:10;Thôøi söï'))).toBe('vni')
  })
})
