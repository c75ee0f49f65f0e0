/** What a file made for somebody has to measure once decoded. */
export type LoudnessTarget = {
  loudnessLufs: number
  /** Allowed either way, in LU. */
  toleranceLu: number
  /** Highest true peak, dBTP. */
  ceilingDbtp: number
  /** What the codec is known to add to peaks, in dB: held back when limiting, to save a second try. */
  overshootDb: number
  /** What the codec is known to take from the level, in dB: given at once, to save a second try. */
  lossDb?: number
  /** Rate at which the limiter works: four times that of the sound, so that it sees peaks between samples. */
  limiterRateHz?: number
}

export type Reading = { integratedLufs: number | null; truePeakDbtp: number | null }

/** A plain gain, then a limiter only when there is a limit. */
export type Gain = { gainDb: number; limitDbtp: number | null }

export type GainFlag = 'no_loudness' | 'recorded_too_quietly'

/** More gain than this raises the noise with the sound. */
export const mostGainDb = 20

// True peak is read to 0.1 dB, so the limiter stays that much below what is promised.
const readingErrorDb = 0.1

/** The first gain for a measured sound; pure. Without loudness the sound is left as it is. */
export function planGain(before: Reading, target: LoudnessTarget): Gain & { flags: GainFlag[] } {
  if (before.integratedLufs === null) return { gainDb: 0, limitDbtp: null, flags: ['no_loudness'] }
  const neededDb = target.loudnessLufs - before.integratedLufs
  const gainDb = neededDb + (target.lossDb ?? 0)
  const peakDbtp = (before.truePeakDbtp ?? 0) + gainDb
  const limitDbtp = target.ceilingDbtp - readingErrorDb - target.overshootDb
  return {
    gainDb,
    limitDbtp: peakDbtp > target.ceilingDbtp - readingErrorDb ? limitDbtp : null,
    flags: neededDb > mostGainDb ? ['recorded_too_quietly'] : [],
  }
}

/** Whether a measured result keeps the promise; pure. */
export function meets(after: Reading, target: LoudnessTarget): boolean {
  if (after.integratedLufs === null) return true
  const error = Math.abs(after.integratedLufs - target.loudnessLufs)
  return error <= target.toleranceLu && (after.truePeakDbtp ?? -Infinity) <= target.ceilingDbtp
}

export type Try = { gain: Gain; after: Reading }

// Meters differ from one another by as much.
const meterErrorLu = 0.05

/**
 * Whether no further try is worth its time; pure. The first result leaves room for other people's meters; a corrected one
 * only has to keep the promise.
 */
export function isSettled(tries: readonly Try[], target: LoudnessTarget): boolean {
  const after = tries.at(-1)?.after
  if (!after) return false
  const toleranceLu = tries.length === 1 ? target.toleranceLu - meterErrorLu : target.toleranceLu
  return meets(after, { ...target, toleranceLu })
}

/**
 * The next gain from the tries so far; pure. A limiter swallows part of what is added, so each step is divided by what
 * a decibel of gain brings: assumed at first, then taken from the last two tries.
 */
export function correctGain(tries: readonly Try[], target: LoudnessTarget): Gain {
  const last = tries.at(-1)
  if (!last || last.after.integratedLufs === null) return last?.gain ?? { gainDb: 0, limitDbtp: null }
  const errorLu = target.loudnessLufs - last.after.integratedLufs
  const overDb = (last.after.truePeakDbtp ?? -Infinity) - target.ceilingDbtp
  const limitDbtp = last.gain.limitDbtp ?? target.ceilingDbtp - readingErrorDb
  return {
    gainDb: last.gain.gainDb + errorLu / yieldOf(tries),
    limitDbtp: overDb > 0 ? limitDbtp - overDb - readingErrorDb : last.gain.limitDbtp,
  }
}

// Measured on limited speech: 0.55 to 0.7.
const limitedYield = 0.65

function yieldOf(tries: readonly Try[]): number {
  const [before, last] = tries.length > 1 ? tries.slice(-2) : [undefined, tries[0]]
  const assumed = last?.gain.limitDbtp == null ? 1 : limitedYield
  if (!before || !last || before.gain.limitDbtp !== last.gain.limitDbtp) return assumed
  const step = last.gain.gainDb - before.gain.gainDb
  const brought = (last.after.integratedLufs ?? 0) - (before.after.integratedLufs ?? 0)
  return Math.abs(step) < 0.01 ? assumed : Math.min(1, Math.max(0.2, brought / step))
}

/** The gain as filters, for sound at any rate; ends at 48 kHz; pure. */
export function gainFilters({ gainDb, limitDbtp }: Gain, { limiterRateHz = 192_000 } = {}): string {
  const volume = `volume=${gainDb.toFixed(3)}dB:precision=double`
  if (limitDbtp === null) return `${volume},aresample=48000`
  const limit = Math.max(0.0625, 10 ** (limitDbtp / 20)).toFixed(6)
  return `${volume},aresample=${limiterRateHz},alimiter=level=false:latency=1:limit=${limit},aresample=48000`
}
