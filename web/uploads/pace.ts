const windowMs = 20_000
const remembered = 'vang.upload-speed'

/** How fast bytes go out, over the last 20 s; what came before a pause does not count. */
export function createPace() {
  let samples: { at: number; bytes: number }[] = []
  return {
    note(bytes: number) {
      const at = performance.now()
      // Going back after a cut line begins a new measurement.
      if (bytes < (samples.at(-1)?.bytes ?? 0)) samples = []
      samples = [...samples.filter((sample) => at - sample.at < windowMs), { at, bytes }]
    },
    reset() {
      samples = []
    },
    /** Bytes a second; null until two seconds have been seen. */
    speed(): number | null {
      const first = samples[0]
      const last = samples.at(-1)
      if (!first || !last || last.at - first.at < 2000) return null
      return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000
    },
  }
}

/** The speed of the last upload from this browser, to foretell the next. */
export function lastSpeed(): number | null {
  try {
    return Number(localStorage.getItem(remembered)) || null
  } catch {
    return null
  }
}

export function rememberSpeed(bytesPerSecond: number): void {
  try {
    localStorage.setItem(remembered, String(Math.round(bytesPerSecond)))
  } catch {
    // Without storage the next upload is foretold once it runs.
  }
}
