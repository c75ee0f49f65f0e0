import type { AnalyseRecipe } from './analyse-recipe.ts'
import type { Part } from './analyse-stretches.ts'
import { meter } from './loudness.ts'
import type { FfmpegPlan } from './run.ts'
import { type ChosenSound, toStereo } from './sound-choice.ts'

/** Names of what a run leaves of the sound in its folder. */
export const soundFiles = {
  /** Left and right at 8 kHz, 16 bits. */
  sides: 'sides.s16',
  events: 'sound-events.txt',
  loudness: 'loudness.txt',
  clipping: 'clipping.txt',
} as const

type Outputs = FfmpegPlan['outputs']

// Holes in time become silence, so that every reading stands at its time code.
const whole = 'aresample=48000:async=1:first_pts=0'

// The encoder puts 1024 samples of its own in front: dropping as many keeps sound and picture at 0.
const forProxy = (sound: ChosenSound) => `${toStereo(sound)},atrim=start_sample=1024[proxysound]`

/** Everything that is heard in one decode: [proxysound] and the measures; pure. */
export function planSound(sound: ChosenSound, recipe: AnalyseRecipe) {
  const { silence, clipping, waveform } = recipe
  const graph = [
    `${sound.source}${whole},asplit=4[heard][level][tops][small]`,
    `[heard]${forProxy(sound)}`,
    `[level]silencedetect=n=${silence.noiseDb}dB:d=${silence.leastMs / 1000},` +
      `ametadata=mode=print:file=${soundFiles.events},` +
      `${meter(sound.channels, true, soundFiles.loudness)}[levelled]`,
    // Whole numbers, so that what a lossy decoder overshoots is cut flat, as every player will cut it.
    `[tops]aformat=sample_fmts=s16,asetnsamples=n=${48 * clipping.windowMs}:p=0,` +
      'astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level+Flat_factor,' +
      `ametadata=mode=select:key=lavfi.astats.Overall.Peak_level:value=${clipping.peakDb}:function=greater,` +
      `ametadata=mode=print:file=${soundFiles.clipping}[topped]`,
    `[small]${toStereo(sound)},aresample=${waveform.sampleRateHz}[sides]`,
  ].join(';')
  const outputs: Outputs = [
    { path: '-', options: ['-map', '[levelled]', '-f', 'null'] },
    { path: '-', options: ['-map', '[topped]', '-f', 'null'] },
    { path: soundFiles.sides, options: ['-map', '[sides]', '-c:a', 'pcm_s16le', '-f', 's16le'] },
  ]
  return { graph, outputs }
}

/** Only what makes a stretch worth watching before the whole is there; pure. */
export function planStretchSound(sound: ChosenSound, { leadMs, durationMs }: Part) {
  const end = durationMs === null ? '' : `:end=${(leadMs + durationMs) / 1000}`
  const cut = `atrim=start=${leadMs / 1000}${end},asetpts=PTS-STARTPTS`
  return { graph: `${sound.source}${whole},${cut},${forProxy(sound)}`, outputs: [] as Outputs }
}
