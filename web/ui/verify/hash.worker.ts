import { sha256 } from './sha256.ts'

export type HashRequest = { id: number; file: Blob }
export type HashAnswer = { id: number } & ({ bytes: number } | { sha256: string } | { unreadable: true })

const TELL_EVERY_BYTES = 4_000_000

// One file at a time, in the order they were sent: a stick reads slowest when its head must jump.
let before = Promise.resolve()
self.onmessage = ({ data }: MessageEvent<HashRequest>) => {
  before = before.then(() => hash(data))
}

const answer = (message: HashAnswer) => self.postMessage(message)

async function hash({ id, file }: HashRequest): Promise<void> {
  try {
    const hash = sha256()
    const reader = file.stream().getReader()
    let done = 0
    let told = 0
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      hash.update(piece.value)
      done += piece.value.length
      if (done - told < TELL_EVERY_BYTES) continue
      told = done
      answer({ id, bytes: done })
    }
    answer({ id, sha256: hash.digest() })
  } catch {
    // The stick was pulled out, or a sector does not read: for whoever asks, the file is not whole.
    answer({ id, unreadable: true })
  }
}
