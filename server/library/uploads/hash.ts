import { type FileHandle, open } from 'node:fs/promises'
import { type Hashed, PieceHash, pieceBytes } from '../../storage/pieces.ts'

/**
 * The sha256 of a file that is still growing, and of its pieces. Bytes are taken as they are written; those it has not seen (a hash
 * cannot be saved over a restart) are read back from the file, piece by piece, while new ones go on arriving.
 */
export class RunningHash {
  readonly #hash = new PieceHash()
  readonly #path: string
  /** Bytes that went into the hash. */
  #taken = 0
  /** Bytes of the file that stand. */
  #written: number
  #catchingUp: Promise<void> | undefined

  constructor(path: string, written: number) {
    this.#path = path
    this.#written = written
  }

  /** Bytes that have just been written at the end of the file. */
  wrote(bytes: Uint8Array): void {
    if (this.#taken === this.#written) {
      this.#hash.update(bytes)
      this.#taken += bytes.length
    }
    this.#written += bytes.length
  }

  /** Whether it can still serve a file that ends here; bytes that were taken and then cut off again cannot be untaken. */
  fits(offset: number): boolean {
    return this.#taken <= offset && this.#written === offset
  }

  /** Reads what was missed, in the background of whatever else is going on. */
  catchUp(): Promise<void> {
    this.#catchingUp ??= this.#read().finally(() => {
      this.#catchingUp = undefined
    })
    return this.#catchingUp
  }

  async #read(): Promise<void> {
    if (this.#taken === this.#written) return
    const file = await open(this.#path)
    try {
      while (this.#taken < this.#written) await this.#readPiece(file)
    } finally {
      await file.close()
    }
  }

  async #readPiece(file: FileHandle): Promise<void> {
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, this.#written - this.#taken))
    const { bytesRead } = await file.read(piece, 0, piece.length, this.#taken)
    if (bytesRead === 0) throw new Error('The file is shorter than what was acknowledged')
    this.#hash.update(piece.subarray(0, bytesRead))
    this.#taken += bytesRead
  }

  /** The hashes of everything written; nothing may be added afterwards. */
  async digest(): Promise<Hashed> {
    await this.catchUp()
    return this.#hash.digest()
  }
}
