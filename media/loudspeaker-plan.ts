import { quickMeter } from './loudness.ts'
import { type LoudspeakerKind, loudspeakerRecipe } from './loudspeaker-recipe.ts'
import type { PrintedFrame } from './metadata-print.ts'
import type { ChosenSound } from './sound-choice.ts'

/** What is kept of the stretch, in ms from its start. */
export type Trim = { startMs: number; endMs: number }

export const levelsFile = 'levels.txt'
const windowMs = 50

/** The chosen sound as one channel, in the band a horn carries; pure. */
export function hornBand(sound: ChosenSound, kind: LoudspeakerKind): string {
  const { highpassHz, lowpassHz, presence } = loudspeakerRecipe.kinds[kind].chain
  const mono = sound.channels === 1 ? '' : 'aformat=channel_layouts=stereo,pan=mono|c0=0.5*c0+0.5*c1,'
  return (
    `${sound.source}aresample=48000:async=1:first_pts=0,${mono}aformat=sample_fmts=dblp,` +
    `highpass=f=${highpassHz},highpass=f=${highpassHz},lowpass=f=${lowpassHz},lowpass=f=${lowpassHz},` +
    `equalizer=f=${presence.frequencyHz}:t=q:w=1:g=${presence.gainDb}`
  )
}

/** Measures the band: its loudness, and how loud every 50 ms is, to find silence at head and tail. Pure. */
export function bandMeter(): string {
  return (
    `${quickMeter()},asetnsamples=n=${48 * windowMs}:p=0,` +
    'astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=RMS_level,' +
    `ametadata=mode=print:key=lavfi.astats.Overall.RMS_level:file=${levelsFile}`
  )
}

/** Where the sound begins and ends, with up to 0.3 s of silence kept on either side; pure. */
export function planTrim(
  levels: readonly PrintedFrame[],
  integratedLufs: number | null,
  kind: LoudspeakerKind,
): Trim {
  const endMs = (levels.at(-1)?.timeMs ?? 0) + windowMs
  if (integratedLufs === null) return { startMs: 0, endMs }
  const below = levels.map(
    ({ values }) => (values.get('astats.Overall.RMS_level') ?? Number.NEGATIVE_INFINITY) - integratedLufs,
  )
  const head = silentWindows(below, kind)
  const tail = silentWindows(below.toReversed(), kind)
  if (head === below.length) return { startMs: 0, endMs }
  const keep = loudspeakerRecipe.keepSilenceMs
  return {
    startMs: Math.max(0, head * windowMs - keep),
    endMs: Math.min(endMs, (below.length - tail) * windowMs + keep),
  }
}

/** How many windows from an edge are silence; levels are relative to the programme's loudness. */
function silentWindows(levels: readonly number[], kind: LoudspeakerKind): number {
  const { neverAboveLu, alwaysBelowLu, overFloorDb } = loudspeakerRecipe.kinds[kind].chain.silence
  const first = levels.findIndex((level) => level > -neverAboveLu)
  const edge = first < 0 ? levels : levels.slice(0, first)
  const floor = edge.toSorted((a, b) => a - b)[Math.floor(edge.length / 10)] ?? 0
  const silentBelow = Math.min(-neverAboveLu, Math.max(-alwaysBelowLu, floor + overFloorDb))
  const heard = levels.findIndex((level) => level > silentBelow)
  return heard < 0 ? levels.length : heard
}

/** Cut, brought to the level the chain expects, levelled if asked, compressed; pure. */
export function hornChain(
  { trim, bandLufs, leveller }: { trim: Trim; bandLufs: number | null; leveller: string | undefined },
  kind: LoudspeakerKind,
): string {
  const { compressor, workingLufs } = loudspeakerRecipe.kinds[kind].chain
  const threshold = (10 ** (compressor.thresholdDb / 20)).toFixed(6)
  const lift = bandLufs === null ? 0 : workingLufs - bandLufs
  return (
    `atrim=start=${trim.startMs / 1000}:end=${trim.endMs / 1000},asetpts=PTS-STARTPTS,` +
    `volume=${lift.toFixed(3)}dB:precision=double,${leveller ? `${leveller},` : ''}` +
    `acompressor=threshold=${threshold}:ratio=${compressor.ratio}` +
    `:attack=${compressor.attackMs}:release=${compressor.releaseMs}`
  )
}
