// Places of the fields in a ZIP's records (PKWARE APPNOTE 6.3.10, 4.3): offsets from each record's signature.
const endOfDirectory = 0x06054b50
const end = { count: 10, directoryAt: 16, bytes: 22 }
const entry = { time: 12, nameBytes: 28, extraBytes: 30, commentBytes: 32, localAt: 42, bytes: 46 }
const local = { time: 10 }
/** 1 January 1980, 0:00, the first moment a ZIP can hold: the date's word over the time's. */
const firstMoment = 0x00210000

/** The same ZIP without the moment of its making, so that the same content is the same bytes; changes it in place. */
export function withoutMoment(zip: Buffer): Buffer {
  const endAt = zip.length - end.bytes
  if (zip.readUInt32LE(endAt) !== endOfDirectory) throw new Error('Not a plain ZIP')
  let at = zip.readUInt32LE(endAt + end.directoryAt)
  for (let n = zip.readUInt16LE(endAt + end.count); n > 0; n--) {
    zip.writeUInt32LE(firstMoment, at + entry.time)
    zip.writeUInt32LE(firstMoment, zip.readUInt32LE(at + entry.localAt) + local.time)
    at +=
      entry.bytes +
      zip.readUInt16LE(at + entry.nameBytes) +
      zip.readUInt16LE(at + entry.extraBytes) +
      zip.readUInt16LE(at + entry.commentBytes)
  }
  return zip
}
