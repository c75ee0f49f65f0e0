import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** What has a hash of its own, so that damage can be placed: 1 MiB, the last one shorter. */
export const pieceBytes = 1 << 20
const digestBytes = 32

export interface Hashed {
  sha256: string
  sizeBytes: number
  /** The sha256 of every MiB, 32 bytes each, one after another. */
  pieces: Buffer
}

/** The hash of a file and of each of its pieces, from one reading of its bytes. */
export class PieceHash {
  readonly #whole = createHash('sha256')
  #piece = createHash('sha256')
  #inPiece = 0
  #sizeBytes = 0
  readonly #digests: Buffer[] = []

  update(bytes: Uint8Array): void {
    this.#whole.update(bytes)
    this.#sizeBytes += bytes.length
    for (let at = 0; at < bytes.length; ) {
      const taken = bytes.subarray(at, at + pieceBytes - this.#inPiece)
      this.#piece.update(taken)
      this.#inPiece += taken.length
      at += taken.length
      if (this.#inPiece === pieceBytes) this.#endPiece()
    }
  }

  #endPiece(): void {
    this.#digests.push(this.#piece.digest())
    this.#piece = createHash('sha256')
    this.#inPiece = 0
  }

  /** Once, at the end. */
  digest(): Hashed {
    if (this.#inPiece > 0 || this.#digests.length === 0) this.#endPiece()
    const pieces = Buffer.concat(this.#digests)
    return { sha256: this.#whole.digest('hex'), sizeBytes: this.#sizeBytes, pieces }
  }
}

export async function hashStream(chunks: AsyncIterable<Uint8Array>): Promise<Hashed> {
  const hash = new PieceHash()
  for await (const bytes of chunks) hash.update(bytes)
  return hash.digest()
}

export async function hashFile(path: string, signal?: AbortSignal): Promise<Hashed> {
  return await hashStream(
    createReadStream(path, { highWaterMark: pieceBytes, ...(signal ? { signal } : {}) }),
  )
}

/** Numbers of the pieces that are not as they were stored, counted from 0; missing and surplus ones among them. */
export function damagedPieces(stored: Buffer, read: Buffer): number[] {
  const count = Math.max(stored.length, read.length) / digestBytes
  const digest = (all: Buffer, n: number) => all.subarray(n * digestBytes, (n + 1) * digestBytes)
  return Array.from({ length: count }, (_, n) => n).filter((n) => !digest(stored, n).equals(digest(read, n)))
}

/** The digests as they are kept: with a hash of their own at the end, for they may be damaged too. */
export function sealPieces(pieces: Buffer): Buffer {
  return Buffer.concat([pieces, createHash('sha256').update(pieces).digest()])
}

/** Undefined where the digests themselves are damaged. */
export function openPieces(sealed: Buffer): Buffer | undefined {
  const pieces = sealed.subarray(0, -digestBytes)
  const seal = createHash('sha256').update(pieces).digest()
  return pieces.length > 0 && seal.equals(sealed.subarray(-digestBytes)) ? pieces : undefined
}
