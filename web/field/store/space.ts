/** What a phone needs to go on living beside us, and the log to grow; bytes. */
const RESERVE_BYTES = 50_000_000

export interface Space {
  usedBytes: number
  freeBytes: number
  /** Whether the browser has promised not to clear it away. */
  persistent: boolean
}

/** What the browser lets us fill, and what is taken; bytes. */
export async function space(): Promise<Space> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate()
  return {
    usedBytes: usage,
    freeBytes: Math.max(0, quota - usage),
    persistent: await navigator.storage.persisted(),
  }
}

export const roomFor = (bytes: number, { freeBytes }: Space): boolean => bytes + RESERVE_BYTES <= freeBytes

/** Asked once there is something to lose: a browser that is short of space otherwise clears what it likes. */
export const askToStay = async (): Promise<boolean> =>
  (await navigator.storage.persisted()) || (await navigator.storage.persist())
