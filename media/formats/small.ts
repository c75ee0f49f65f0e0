import type { Finding } from '../finding.ts'
import { cutFile, type Declared } from './declared.ts'
import type { Format } from './magic.ts'
import { fourCC, type Window } from './window.ts'

const soundOnly: readonly Format[] = ['flac', 'mp3', 'aac', 'ac3', 'amr', 'aiff', 'caf', 'w64']

/** The formats whose first bytes tell all there is to tell. */
export function inspectOthers(format: Format, window: Window): Declared {
  if (format === 'flac') return { ...flacDuration(window), hasPicture: false, hasSound: true, findings: [] }
  if (format === 'mp3') return { hasPicture: false, hasSound: true, findings: cutMp3(window) }
  if (soundOnly.includes(format)) return { hasPicture: false, hasSound: true, findings: [] }
  if (format === 'flv') {
    const flags = window.view(4, 1)?.getUint8(0) ?? 0
    // Many writers leave the flags at 0: only what is set can be believed.
    return {
      ...(flags & 1 ? { hasPicture: true } : {}),
      ...(flags & 4 ? { hasSound: true } : {}),
      findings: [],
    }
  }
  return { findings: [] }
}

/** STREAMINFO of RFC 9639: 20 bits of sample rate, then 36 bits of sample count after 8 bits of others. */
function flacDuration(window: Window): { durationMs?: number } {
  const info = window.view(18, 8)
  if (!info) return {}
  const rateHz = info.getUint32(0) >>> 12
  const samples = (info.getUint8(3) & 0x0f) * 2 ** 32 + info.getUint32(4)
  return rateHz > 0 && samples > 0 ? { durationMs: Math.round((samples * 1000) / rateHz) } : {}
}

/** What LAME and others write into the first frame: how many bytes all frames have. A cut file has fewer. */
function cutMp3(window: Window): Finding[] {
  for (let at = 0; at < 256 * 1024; at += 1) {
    const name = window.view(at, 1)?.getUint8(0)
    if (name === undefined) return []
    if (name !== 0x49 && name !== 0x58) continue
    if (!/^(Info|Xing)$/.test(fourCC(window, at))) continue
    const flags = window.view(at + 4, 4)?.getUint32(0) ?? 0
    const bytes = window.view(at + (flags & 1 ? 12 : 8), 4)?.getUint32(0)
    if ((flags & 2) === 0 || bytes === undefined) return []
    // The frame begins up to 36 bytes before; the count of some leaves that first frame out.
    const missing = at - 36 + bytes - window.sizeBytes
    return missing > 0 ? [cutFile(missing)] : []
  }
  return []
}

/** Width and height that a PNG or JPEG declares. */
export function pictureSize(head: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  if (head.length >= 24 && view.getUint32(0) === 0x89504e47) {
    return { width: view.getUint32(16), height: view.getUint32(20) }
  }
  if (head.length < 4 || view.getUint16(0) !== 0xffd8) return undefined
  for (let at = 2; at + 9 < head.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    if (marker < 0xff00) return undefined
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
  }
  return undefined
}
