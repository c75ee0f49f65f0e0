const END = 0x06054b50
const RECORD = 0x02014b50
const LOCATOR_64 = 0x07064b50
const END_64 = 0x06064b50
const STORED = 0
const MOST_COMMENT = 65_557

export type Found = { path: string; file: Blob }

/** The files in one of our ZIPs, as pieces of it that are read only when asked for. Undefined when it is not one. */
export async function zipEntries(zip: Blob): Promise<Found[] | undefined> {
  const directory = await findDirectory(zip)
  if (!directory) return undefined
  const view = await viewOf(zip.slice(directory.offset, directory.offset + directory.size))
  const names = new TextDecoder()
  const found: Found[] = []
  for (let at = 0; at + 46 <= view.byteLength && view.getUint32(at, true) === RECORD; ) {
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const path = names.decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength))
    // What is compressed did not come from us; it is then missing, and says so.
    if (view.getUint16(at + 10, true) === STORED && !path.endsWith('/')) {
      const extra = new DataView(view.buffer, view.byteOffset + at + 46 + nameLength, extraLength)
      const { size, offset } = placeOf(view, at, extra)
      const header = await viewOf(zip.slice(offset, offset + 30))
      if (header.byteLength === 30) {
        const start = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true)
        found.push({ path, file: zip.slice(start, start + size) })
      }
    }
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  }
  return found
}

const viewOf = async (blob: Blob) => new DataView(await blob.arrayBuffer())

async function findDirectory(zip: Blob): Promise<{ offset: number; size: number } | undefined> {
  const tailStart = Math.max(0, zip.size - MOST_COMMENT)
  const tail = await viewOf(zip.slice(tailStart))
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue
    if (at >= 20 && tail.getUint32(at - 20, true) === LOCATOR_64) {
      const place = Number(tail.getBigUint64(at - 12, true))
      const end = await viewOf(zip.slice(place, place + 56))
      if (end.byteLength < 56 || end.getUint32(0, true) !== END_64) return undefined
      return { size: Number(end.getBigUint64(40, true)), offset: Number(end.getBigUint64(48, true)) }
    }
    return { size: tail.getUint32(at + 12, true), offset: tail.getUint32(at + 16, true) }
  }
  return undefined
}

/** Sizes and offsets that did not fit into 32 bits stand in the ZIP64 field, in this order. */
function placeOf(view: DataView, at: number, extra: DataView): { size: number; offset: number } {
  let size = view.getUint32(at + 24, true)
  let offset = view.getUint32(at + 42, true)
  const large = size === 0xffffffff
  if (extra.byteLength >= 12 && extra.getUint16(0, true) === 1) {
    if (large) size = Number(extra.getBigUint64(4, true))
    const offsetAt = large ? 20 : 4
    if (offset === 0xffffffff && extra.byteLength >= offsetAt + 8)
      offset = Number(extra.getBigUint64(offsetAt, true))
  }
  return { size, offset }
}
