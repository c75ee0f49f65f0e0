// Browsers no longer tell how much room a phone really has: they find out as they write. So that a full phone still
// takes down what it plays, some room is kept by lying on it.

const NAME = 'giu-cho'
const BALLAST_BYTES = 1_000_000

/** Lays the ballast where it is not lying yet; throws `QuotaExceededError` where there is no room even for that. */
export async function layBallast(): Promise<void> {
  const root = await navigator.storage.getDirectory()
  const file = await root.getFileHandle(NAME, { create: true })
  if ((await file.getFile()).size >= BALLAST_BYTES) return
  const writing = await file.createWritable()
  await writing.write(new Uint8Array(BALLAST_BYTES))
  await writing.close()
}

/** Throws it over board: what must be written now has room. */
export async function dropBallast(): Promise<void> {
  const root = await navigator.storage.getDirectory()
  await root.removeEntry(NAME).catch(() => undefined)
}

/** Whether a write failed because the phone is full; Dexie wraps what the browser threw. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'QuotaExceededError' || isFull(Reflect.get(error, 'inner')))
