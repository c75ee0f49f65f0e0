/** The two ends of a file seen as one address space with a hole in the middle. Every read is checked. */
export type Window = {
  readonly sizeBytes: number
  /** The bytes at [offset, offset + length), or undefined where they are not in sight. */
  view(offset: number, length: number): DataView | undefined
}

export type Ends = { head: Uint8Array; tail: Uint8Array; sizeBytes: number }

/** Head and tail of a file of `sizeBytes` as a window; in a short file they overlap. */
export function openWindow({ head, tail, sizeBytes }: Ends): Window {
  const tailStart = Math.max(0, sizeBytes - tail.length)
  const within = (bytes: Uint8Array, start: number, length: number) =>
    start >= 0 && start + length <= bytes.length
      ? new DataView(bytes.buffer, bytes.byteOffset + start, length)
      : undefined
  return {
    sizeBytes,
    view(offset, length) {
      if (length < 0 || !Number.isSafeInteger(offset) || offset < 0) return undefined
      return within(head, offset, length) ?? within(tail, offset - tailStart, length)
    },
  }
}

/** Four bytes as text; empty when out of sight. */
export function fourCC(window: Window, offset: number): string {
  const view = window.view(offset, 4)
  return view ? String.fromCharCode(...[0, 1, 2, 3].map((at) => view.getUint8(at))) : ''
}

/** A 64-bit size; beyond 2^53 it is nonsense and becomes Infinity, which no file can hold. */
export function bigSize(view: DataView, at: number, littleEndian = false): number {
  const value = view.getBigUint64(at, littleEndian)
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.POSITIVE_INFINITY : Number(value)
}

/** Where a byte pattern first stands in some bytes, or -1. */
export function indexOfBytes(bytes: Uint8Array, pattern: readonly number[], from = 0): number {
  const first = pattern[0]
  if (first === undefined) return -1
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (pattern.every((byte, index) => bytes[at + index] === byte)) return at
  }
  return -1
}
