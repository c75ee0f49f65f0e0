let wanted = false
let lock: Promise<WakeLockSentinel | undefined> | undefined

/**
 * Keeps the screen on while something must not stop: an evening, a recording, a stick. The phone takes the lock away whenever the
 * page is hidden, so it is asked for again.
 */
export function stayAwake(on: boolean): void {
  wanted = on
  if (on) void take()
  else void lock?.then((held) => held?.release())
}

async function take(): Promise<void> {
  if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return
  if ((await lock)?.released === false) return
  // Refused when the battery is nearly empty: then the screen may go dark, the work goes on.
  lock = navigator.wakeLock.request('screen').catch(() => undefined)
  if ((await lock) && !wanted) stayAwake(false)
}

document.addEventListener('visibilitychange', () => {
  if (wanted) void take()
})
