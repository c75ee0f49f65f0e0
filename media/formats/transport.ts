import type { Declared } from './declared.ts'

/**
 * MPEG transport stream (ISO/IEC 13818-1, 2.4.3.2): the two bits of each packet's header that say "scrambled". A
 * recording of a paid channel carries nothing that anyone could show.
 */
export function inspectTransport(head: Uint8Array): Declared {
  // 192 bytes on a camera's card, 204 behind an aerial; the first sync byte may stand behind a time stamp.
  const [size = 188, first = 0] =
    [
      [188, 0],
      [192, 4],
      [204, 0],
    ].find(([packet = 188, at = 0]) => head[at] === 0x47 && head[at + packet] === 0x47) ?? []
  let packets = 0
  let scrambled = 0
  for (let at = first; at + 4 <= head.length; at += size) {
    if (head[at] !== 0x47) break
    packets += 1
    if (((head[at + 3] ?? 0) & 0xc0) !== 0) scrambled += 1
  }
  return { findings: scrambled * 2 > packets ? [{ code: 'encrypted', severity: 'error' }] : [] }
}
