import { cutFile, type Declared } from './declared.ts'
import { bigSize, type Ends, indexOfBytes, openWindow } from './window.ts'

// SMPTE ST 377-1: partition packs differ in byte 13 (2 header, 3 body, 4 footer, 0x11 random index pack).
const partition = [0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0d, 0x01, 0x02, 0x01, 0x01]
// ST 379: essence elements; byte 12 names the item: 05 and 15 picture, 06 and 16 sound.
const essence = [0x06, 0x0e, 0x2b, 0x34, 0x01, 0x02, 0x01, 0x01, 0x0d, 0x01, 0x03, 0x01]
const longestRunIn = 65_536

/** Where the header partition begins, in bytes, behind a run-in of up to 64 KiB; -1 where there is none. */
export function mxfHeaderAt(head: Uint8Array): number {
  return indexOfBytes(head.subarray(0, longestRunIn + 16), [...partition, 0x02])
}

/** MXF: ffprobe does not notice a cut one, for its header stands first; its footer stands last. */
export function inspectMxf(ends: Ends): Declared {
  const declared: Declared = { findings: [] }
  const footerAt = declaredFooter(ends)
  const closed =
    indexOfBytes(ends.tail, [...partition, 0x04]) >= 0 || indexOfBytes(ends.tail, [...partition, 0x11]) >= 0
  if (footerAt !== undefined && footerAt >= ends.sizeBytes) {
    declared.findings.push(cutFile(footerAt - ends.sizeBytes))
  } else if (!closed && !(footerAt && footerAt < ends.sizeBytes - ends.tail.length)) {
    declared.findings.push({ code: 'footer_missing', severity: 'error' })
  }
  // Seeing one element proves the track; seeing none in the first megabytes proves nothing.
  const items = essenceItems(ends.head)
  if (items.has(0x05) || items.has(0x15)) declared.hasPicture = true
  if (items.has(0x06) || items.has(0x16)) declared.hasSound = true
  return declared
}

function declaredFooter(ends: Ends): number | undefined {
  const window = openWindow(ends)
  const start = mxfHeaderAt(ends.head)
  const berLength = window.view(start + 16, 1)?.getUint8(0)
  if (start < 0 || berLength === undefined) return undefined
  const body = start + 17 + (berLength & 0x80 ? berLength & 0x7f : 0)
  const fields = window.view(body, 32)
  const footer = fields ? bigSize(fields, 24) : 0
  return footer > 0 ? start + footer : undefined
}

function essenceItems(head: Uint8Array): Set<number> {
  const items = new Set<number>()
  let at = indexOfBytes(head, essence)
  for (let seen = 0; at >= 0 && seen < 64; seen += 1) {
    items.add(head[at + 12] ?? 0)
    at = indexOfBytes(head, essence, at + 16)
  }
  return items
}
