import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endBytes, inspectEnds } from '../../media/ends.ts'

const text = (value: string) => new TextEncoder().encode(value)
const latin = (value: string) => Uint8Array.from(value, (letter) => letter.charCodeAt(0))
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
const number = (value: number, bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, n) => Math.floor(value / 256 ** (bytes - 1 - n)) % 256)
const little = (value: number) => number(value, 4).reverse()
const zeros = (length: number) => new Uint8Array(length)

/** A file of at most 4 MiB is both its ends. */
const whole = (bytes: Uint8Array) => inspectEnds({ head: bytes, tail: bytes, sizeBytes: bytes.length })
const codes = (report: ReturnType<typeof inspectEnds>) => report.findings.map(({ code }) => code)

const box = (type: string, ...inside: Uint8Array[]) => {
  const body = joined(...inside)
  return joined(number(body.length + 8, 4), latin(type), body)
}
const track = (handler: string) => box('trak', box('mdia', box('hdlr', zeros(8), latin(handler), zeros(12))))
const mvhd = (timescale: number, units: number) =>
  box('mvhd', zeros(12), number(timescale, 4), number(units, 4), zeros(80))
const ftyp = box('ftyp', latin('isom'), zeros(4))
const moov = box('moov', mvhd(1000, 65_432), track('vide'), track('soun'))

describe('MP4 and MOV', () => {
  it('reads duration and tracks from an index at the front', () => {
    expect(whole(joined(ftyp, moov, box('mdat', zeros(100))))).toEqual({
      format: 'mp4',
      durationMs: 65_432,
      hasPicture: true,
      hasSound: true,
      findings: [],
    })
  })

  it('reads an index at the end of a file far larger than its ends', () => {
    const sizeBytes = 30 * 1024 ** 3
    const mdatBytes = sizeBytes - ftyp.length - moov.length
    const head = joined(ftyp, number(1, 4), latin('mdat'), number(mdatBytes, 8), zeros(1000))
    const report = inspectEnds({ head, tail: joined(zeros(500), moov), sizeBytes })
    expect(report).toMatchObject({ hasPicture: true, hasSound: true, durationMs: 65_432, findings: [] })
  })

  it('says how much is missing when the recording runs past the end', () => {
    const file = joined(ftyp, moov, box('mdat', zeros(1000)))
    expect(whole(file.subarray(0, -300)).findings).toEqual([
      { code: 'cut_file', severity: 'error', value: 300 },
    ])
  })

  it('finds a cut in a file whose index was to come last', () => {
    const head = joined(ftyp, number(1, 4), latin('mdat'), number(20 * 1024 ** 3, 8), zeros(1000))
    const report = inspectEnds({ head, tail: zeros(1000), sizeBytes: 10 * 1024 ** 3 })
    expect(codes(report)).toEqual(['cut_file'])
  })

  it('misses an index that nobody wrote', () => {
    expect(codes(whole(joined(ftyp, box('mdat', zeros(100)))))).toEqual(['index_missing'])
  })

  it('does not call a file cut for what a camera appended behind it', () => {
    const file = joined(ftyp, moov, box('mdat', zeros(50)))
    expect(whole(joined(file, latin('\xff\xfe\x00\x01GPR\x99'), zeros(20))).findings).toEqual([])
    expect(whole(joined(file, number(5000, 4), latin('free'), zeros(20))).findings).toEqual([])
  })

  it('says nothing of an index out of sight', () => {
    const head = joined(ftyp, number(1, 4), latin('mdat'), number(2 * 1024 ** 3, 8), zeros(100))
    expect(inspectEnds({ head, tail: zeros(100), sizeBytes: 3 * 1024 ** 3 }).findings).toEqual([])
  })

  it('misses the sound of a recording with a picture alone, before it travels', () => {
    const report = whole(joined(ftyp, box('moov', mvhd(25, 250), track('vide')), box('mdat')))
    expect(report).toMatchObject({ hasSound: false, durationMs: 10_000 })
    expect(codes(report)).toEqual(['no_sound'])
  })

  it('does not take a partly visible index for proof that a track is absent', () => {
    const head = joined(ftyp, number(9_000_000, 4), latin('moov'), mvhd(25, 250), track('vide'))
    const report = inspectEnds({ head, tail: zeros(100), sizeBytes: 9_000_000 + ftyp.length })
    expect(report).toEqual({ format: 'mp4', findings: [] })
  })

  it('takes a photo of a phone for a still picture', () => {
    expect(codes(whole(joined(box('ftyp', latin('heic'), zeros(4)), zeros(100))))).toEqual(['still_picture'])
  })
})

describe('MXF', () => {
  const key = (kind: number) =>
    Uint8Array.from([0x06, 0x0e, 0x2b, 0x34, 2, 5, 1, 1, 0x0d, 1, 2, 1, 1, kind, 4, 0])
  const header = (footerAt: number) =>
    joined(key(2), number(88, 1), zeros(24), number(footerAt, 8), zeros(56))
  const footer = joined(key(4), number(88, 1), zeros(88))

  it('is content with a footer where the header says', () => {
    const start = header(105 + 500)
    expect(whole(joined(start, zeros(500), footer)).findings).toEqual([])
  })

  it('misses a footer that lies beyond the end', () => {
    const report = whole(joined(header(10_000), zeros(500)))
    expect(codes(report)).toEqual(['cut_file'])
  })

  it('misses a footer of an open file that was never closed', () => {
    expect(codes(whole(joined(header(0), zeros(500))))).toEqual(['footer_missing'])
  })
})

describe('sound and older formats', () => {
  const wave = (dataBytes: number, present: number) => {
    const format = joined(latin('fmt '), little(16), zeros(8), little(192_000), zeros(4))
    return joined(
      latin('RIFF'),
      little(36 + dataBytes),
      latin('WAVE'),
      format,
      latin('data'),
      little(dataBytes),
      zeros(present),
    )
  }

  it('reads the duration of a WAV, and what a cut one lacks', () => {
    expect(whole(wave(96_000, 96_000))).toMatchObject({ format: 'wav', durationMs: 500, hasPicture: false })
    expect(whole(wave(96_000, 90_000)).findings[0]).toEqual({
      code: 'cut_file',
      severity: 'error',
      value: 6000,
    })
  })

  it('finds an AVI whose recorder lost its power', () => {
    expect(codes(whole(joined(latin('RIFF'), little(0), latin('AVI '), zeros(100))))).toEqual([
      'index_missing',
    ])
  })

  it('finds a Matroska file shorter than its segment', () => {
    const start = joined(number(0x1a45dfa3, 4), Uint8Array.from([0x80]), number(0x18538067, 4))
    const segment = joined(start, Uint8Array.from([0x08]), number(10_000, 4), zeros(100))
    expect(whole(segment).findings[0]).toMatchObject({ code: 'cut_file' })
  })

  it('accepts a Matroska segment of unknown size, as live recorders write', () => {
    const start = joined(number(0x1a45dfa3, 4), Uint8Array.from([0x80]), number(0x18538067, 4))
    expect(whole(joined(start, Uint8Array.from([0xff]), zeros(100))).findings).toEqual([])
  })

  it('recognises a transport stream by its rhythm', () => {
    const packet = joined(Uint8Array.from([0x47]), zeros(187))
    expect(whole(joined(packet, packet, packet, packet, packet)).format).toBe('ts')
  })
})

describe('what is not a recording', () => {
  it.each([
    ['', 'empty_file'],
    ['#EXTM3U\nfile.ts\n', 'playlist'],
    ['\ufeff#EXTM3U\nfile.ts\n', 'playlist'],
    ["ffconcat version 1.0\nfile 'a.mp4'\n", 'playlist'],
    ["file '/etc/passwd'\n", 'playlist'],
    ['[playlist]\nFile1=http://x\n', 'playlist'],
    ['<?xml version="1.0"?><MPD/>', 'playlist'],
    ['Kính gửi Đoàn Nghệ thuật', 'not_media'],
    ['%PDF-1.7 ...', 'not_media'],
  ])('refuses %j', (content, code) => {
    expect(whole(text(content)).findings).toEqual([{ code, severity: 'error' }])
  })

  it('believes the bytes, never the name', () => {
    const bytes = text('#EXTM3U\n')
    const report = inspectEnds({ head: bytes, tail: bytes, sizeBytes: bytes.length, fileName: 'phim.mp4' })
    expect(report.format).toBe('playlist')
  })

  it('refuses a picture that would fill the memory', () => {
    const png = joined(latin('\x89PNG\r\n\x1a\n'), zeros(8), number(16_000, 4), number(16_000, 4))
    expect(codes(whole(png))).toEqual(['too_many_pixels'])
  })
})

describe('hostile bytes', () => {
  const starts = [
    ftyp,
    moov,
    latin('RIFF'),
    number(0x1a45dfa3, 4),
    latin('fLaC'),
    latin('\xff\xd8\xff'),
    zeros(0),
  ]

  it('never throws and never hangs, whatever follows a signature', () => {
    const anything = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), fc.nat())
    fc.assert(
      fc.property(anything, ([start, rest, extra]) => {
        const head = joined(start, rest)
        inspectEnds({ head, tail: rest, sizeBytes: head.length + extra })
      }),
      { numRuns: 500 },
    )
  })

  it('gives up on a million nested boxes', () => {
    const boxes = new Uint8Array(endBytes)
    for (let at = 0; at < boxes.length; at += 8) boxes.set(box('moov'), at)
    expect(() => whole(boxes)).not.toThrow()
  })
})
