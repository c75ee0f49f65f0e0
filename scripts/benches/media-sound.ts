// How exact loudness comes out, and what it costs beside two passes of loudnorm; errors are read by another meter.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeLoudspeaker } from '../../media/loudspeaker.ts'
import { type LoudspeakerKind, loudspeakerTarget } from '../../media/loudspeaker-recipe.ts'
import { ebuR128, normaliseSound, pcm24 } from '../../media/normalise-sound.ts'
import { stationPresets } from '../../media/presets.ts'
import { cpuSecondsOf } from '../../tests/support/bench-baselines/analyse-cpu.ts'
import { twoPassLoudnorm } from '../../tests/support/bench-baselines/two-pass-loudnorm.ts'
import { loudgainReading } from '../../tests/support/loudgain.ts'
import { aSoundOfKind, type SoundKind, soundKinds } from '../../tests/support/sound-kinds.ts'
import { type BenchRow, row } from './rows.ts'

const SECONDS = 60
const house = { ...ebuR128, overshootDb: 0 }
const aac = stationPresets['h264-mp4-1080p25']

/** How a horn would play each kind. */
const hornKind = (kind: SoundKind): LoudspeakerKind =>
  kind === 'speech' || kind === 'clipped' ? 'speech' : kind === 'bulletin' ? 'bulletin' : 'song'

type Off = { lu: number; db: number }
const worst = (offs: Off[], what: keyof Off) => Math.max(...offs.map((off) => off[what]))

export async function soundRows(dir: string, _seed: number): Promise<BenchRow[]> {
  // Finding out how far processes can be confined here happens once, and belongs to nobody.
  await normaliseSound({
    input: await aSoundOfKind('speech', { seconds: 1 }),
    target: house,
    codec: pcm24,
    outPath: join(dir, 'first.wav'),
  })
  const ratios: number[] = []
  const exact: Off[] = []
  const lossy: Off[] = []
  const paces: number[] = []
  for (const kind of soundKinds) {
    const input = await aSoundOfKind(kind, { seconds: SECONDS })
    const own = await mkdtemp(join(dir, `${kind}-`))
    const { ratio, off } = await normalised(input, own)
    ratios.push(ratio)
    exact.push(off)
    const loud = await loudspeakers(input, hornKind(kind), own)
    paces.push(loud.pace)
    lossy.push(...loud.offs, await deliveredAac(input, own))
    await rm(own, { recursive: true })
  }
  const figure = (name: string, unit: string, offs: Off[], what: keyof Off) => {
    const list = offs.map((off) => off[what])
    return { ...row(name, unit, list), value: Number(worst(offs, what).toPrecision(4)) }
  }
  return [
    row('normalise_cpu_vs_two_pass_loudnorm', 'ratio', ratios),
    figure('normalise_worst_error_lu', 'LU', exact, 'lu'),
    figure('normalise_worst_true_peak_over_db', 'dB', exact, 'db'),
    figure('lossy_worst_error_lu', 'LU', lossy, 'lu'),
    figure('lossy_worst_true_peak_over_db', 'dB', lossy, 'db'),
    // One file for a stick from each: decoding, chain, MP3, and the MP3 decoded and measured again.
    row('loudspeaker_realtime_per_core', 's of sound per CPU s', paces),
  ]
}

async function normalised(input: string, dir: string): Promise<{ ratio: number; off: Off }> {
  const outPath = join(dir, 'house.wav')
  const ours = await cpuSecondsOf(() => normaliseSound({ input, target: house, codec: pcm24, outPath }))
  const theirs = await cpuSecondsOf(() => twoPassLoudnorm(input, join(dir, 'loudnorm.wav')))
  return { ratio: ours / theirs, off: await offOf(outPath, house) }
}

async function loudspeakers(
  input: string,
  kind: LoudspeakerKind,
  dir: string,
): Promise<{ pace: number; offs: Off[] }> {
  const usb = join(dir, 'x.mp3')
  const light = join(dir, 'x.opus')
  const seconds = await cpuSecondsOf(() => makeLoudspeaker({ input, kind, rendition: 'usb', outPath: usb }))
  await makeLoudspeaker({ input, kind, rendition: 'light', outPath: light })
  const target = loudspeakerTarget(kind)
  return { pace: SECONDS / seconds, offs: [await offOf(usb, target), await offOf(light, target)] }
}

/** The sound of a station's MP4. */
async function deliveredAac(input: string, dir: string): Promise<Off> {
  const outPath = join(dir, `x.${aac.sound.extension}`)
  await normaliseSound({ input, target: aac.target, codec: aac.sound.options, outPath })
  return await offOf(outPath, aac.target)
}

/** How far from the loudness, either way, and how far over the ceiling; below it counts as negative. */
async function offOf(path: string, target: { loudnessLufs: number; ceilingDbtp: number }): Promise<Off> {
  const { lufs, peakDbtp } = await loudgainReading(path)
  return { lu: Math.abs(lufs - target.loudnessLufs), db: peakDbtp - target.ceilingDbtp }
}
