import { readdir, readFile } from 'node:fs/promises'

/**
 * Ends sandboxes that nobody waits for any more, and answers how many. bubblewrap's inner half asks to die with its
 * outer one only after that has prepared it: killed in between, the outer leaves it asleep for ever, a child of pid 1.
 */
export async function endOrphans(): Promise<number> {
  let ended = 0
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const read = (file: string) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')
    const command = (await read('cmdline')).split('\0')
    // Only what `planSandbox` has started looks like this.
    if (command[0] !== '/usr/bin/bwrap' || command[1] !== '--unshare-all') continue
    if (!command.includes('--die-with-parent') || !/^PPid:\s+1$/m.test(await read('status'))) continue
    try {
      process.kill(Number(name), 'SIGKILL')
      ended += 1
    } catch {
      // It ended by itself, or is another user's.
    }
  }
  return ended
}
