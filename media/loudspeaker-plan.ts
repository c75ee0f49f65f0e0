import { meter } from './loudness.ts'
import { type LoudspeakerKind, loudspeakerRecipe } from './loudspeaker-recipe.ts'
import type { PrintedFrame } from './metadata-print.ts'
import type { ChosenSound } from './sound-choice.ts'

/** What is kept of the stretch, in ms from its start. */
export type Trim = { startMs: number; endMs: number }

export const levelsFile = 'levels.txt'
const windowMs = 50

/** The chosen sound as one channel, in the band a horn carries; ends in a comma; pure. */
export function hornBand(sound: ChosenSound, kind: LoudspeakerKind): string {
  const { highpassHz, lowpassHz, presence } = loudspeakerRecipe.kinds[kind].chain
  const mono = sound.channels === 1 ? '' : 'aformat=channel_layouts=stereo,pan=mono|c0=0.5*c0+0.5*c1,'
  return (
    `${sound.source}aresample=48000:async=1:first_pts=0,${mono}aformat=sample_fmts=dblp,` +
    `highpass=f=${highpassHz},highpass=f=${highpassHz},lowpass=f=${lowpassHz},lowpass=f=${lowpassHz},` +
    `equalizer=f=${presence.frequencyHz}:t=q:w=1:g=${presence.gainDb},`
  )
}

/** Measures the band: its loudness, and how loud every 50 ms is, to find silence at head and tail. Pure. */
export function planBandMeasure(band: string): string {
  return (
    `${band}${meter(1, true)},asetnsamples=n=${48 * windowMs}:p=0,` +
    'astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=RMS_level,' +
    `ametadata=mode=print:key=lavfi.astats.Overall.RMS_level:file=${levelsFile}[measured]`
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
  const silentBelow = integratedLufs - loudspeakerRecipe.kinds[kind].chain.silenceBelowLu
  const heard = levels.filter(
    ({ values }) => (values.get('astats.Overall.RMS_level') ?? -Infinity) > silentBelow,
  )
  const [first, last] = [heard.at(0), heard.at(-1)]
  if (!first || !last) return { startMs: 0, endMs }
  const keep = loudspeakerRecipe.keepSilenceMs
  return {
    startMs: Math.max(0, Math.round(first.timeMs) - keep),
    endMs: Math.min(endMs, Math.round(last.timeMs) + windowMs + keep),
  }
}

/** Band, cut, brought to the level the chain expects, levelled if asked, compressed; ends in a comma; pure. */
export function hornChain(
  band: string,
  { trim, bandLufs, levelled }: { trim: Trim; bandLufs: number | null; levelled: boolean },
  kind: LoudspeakerKind,
): string {
  const { compressor, workingLufs, leveller } = loudspeakerRecipe.kinds[kind].chain
  const threshold = (10 ** (compressor.thresholdDb / 20)).toFixed(6)
  const lift = bandLufs === null ? 0 : workingLufs - bandLufs
  return (
    `${band}atrim=start=${trim.startMs / 1000}:end=${trim.endMs / 1000},asetpts=PTS-STARTPTS,` +
    `volume=${lift.toFixed(3)}dB:precision=double,${levelled ? `${leveller},` : ''}` +
    `acompressor=threshold=${threshold}:ratio=${compressor.ratio}` +
    `:attack=${compressor.attackMs}:release=${compressor.releaseMs},`
  )
}
