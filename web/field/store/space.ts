/** What the browser lets us fill, and what is taken; bytes. */
export async function space(): Promise<{ usedBytes: number; freeBytes: number; persistent: boolean }> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate()
  return {
    usedBytes: usage,
    freeBytes: Math.max(0, quota - usage),
    persistent: await navigator.storage.persisted(),
  }
}

/** Asked once there is something to lose: a browser that is short of space otherwise clears what it likes. */
export const askToStay = async (): Promise<boolean> =>
  (await navigator.storage.persisted()) || (await navigator.storage.persist())
