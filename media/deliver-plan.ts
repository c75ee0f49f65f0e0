import { displaySize } from './analyse-plan.ts'
import type { MediaFacts, PictureFacts } from './facts.ts'
import type { Stretch } from './loudness.ts'
import { stretchOptions } from './loudness.ts'
import type { StationPreset } from './presets.ts'
import type { FfmpegPlan } from './run.ts'
import { anonymous } from './sound-loop.ts'

/** One thing the delivery changes; the caller has the words. */
export type Difference = {
  code:
    | 'container'
    | 'picture_codec'
    | 'size'
    | 'shape'
    | 'rate'
    | 'scan'
    | 'sound_codec'
    | 'sample_rate'
    | 'channels'
  from: string
  to: string
}

/** What a preset changes in a recording, as data; pure. Loudness is measured, so it is not among these. */
export function describeDifferences(facts: MediaFacts, preset: StationPreset): Difference[] {
  const { picture: wanted, sound: heard } = preset
  const sound = facts.sound[0]
  const all: Difference[] = [
    { code: 'container', from: containerName(facts.container), to: preset.container },
    ...(facts.picture ? pictureDifferences(facts.picture, wanted) : []),
    ...(sound
      ? ([
          { code: 'sound_codec', from: sound.codec, to: heard.codec },
          { code: 'sample_rate', from: `${sound.sampleRateHz}`, to: `${heard.sampleRateHz}` },
          { code: 'channels', from: `${sound.channels}`, to: '2' },
        ] as const)
      : []),
  ]
  return all.filter(({ from, to }) => from !== to)
}

function pictureDifferences(picture: PictureFacts, wanted: StationPreset['picture']): Difference[] {
  const shown = displaySize(picture)
  const scan = picture.fieldOrder === 'top' || picture.fieldOrder === 'bottom' ? 'interlaced' : 'progressive'
  return [
    { code: 'picture_codec', from: picture.codec, to: wanted.codec },
    { code: 'size', from: `${picture.width}x${picture.height}`, to: `${wanted.width}x${wanted.height}` },
    { code: 'shape', from: shape(shown.width, shown.height), to: shape(wanted.width, wanted.height) },
    { code: 'rate', from: rate(picture.fps), to: rate(wanted.fps) },
    { code: 'scan', from: scan, to: wanted.scan },
  ]
}

const rate = ({ num, den }: { num: number; den: number }) => `${Math.round((num * 100) / den) / 100}`
const shape = (width: number, height: number) => (width / height).toFixed(2)

/** ffprobe answers with every name of a family; the first word people use is enough. */
function containerName(names: string): string {
  if (names.startsWith('mov')) return 'mp4'
  return names.split(',')[0] ?? names
}

/** Whole frames of the delivery, for a stretch of a recording; pure. */
export function frameCount(facts: MediaFacts, { inMs, outMs }: Stretch, preset: StationPreset): number {
  const lengthMs = (outMs ?? facts.picture?.durationMs ?? facts.durationMs) - (inMs ?? 0)
  return Math.max(1, Math.round((lengthMs * preset.picture.fps.num) / (preset.picture.fps.den * 1000)))
}

/** Filters from the source's picture to the preset's, without labels; pure. */
export function pictureFilters(picture: PictureFacts, wanted: StationPreset['picture']): string {
  const fields = picture.fieldOrder === 'top' || picture.fieldOrder === 'bottom'
  const fits = picture.width === wanted.width && picture.height === wanted.height && picture.rotation === 0
  const fast = picture.fps.num / picture.fps.den > 45
  const rate = `fps=${wanted.fps.num}/${wanted.fps.den}:start_time=0`
  const double = `fps=${2 * wanted.fps.num}/${wanted.fps.den}:start_time=0`
  const size = sizeFilters(picture, wanted)
  const weave = 'tinterlace=mode=interleave_top:flags=vlpf,setfield=tff'
  if (wanted.scan === 'progressive') {
    return [...(fields ? ['bwdif=mode=send_frame'] : []), rate, ...size].join(',')
  }
  // Fields of the right height pass through; scaled ones would mix, so they become full pictures in between.
  if (fields && fits) return [rate, 'fieldorder=tff', ...size].join(',')
  if (fields) return ['bwdif=mode=send_field', double, ...size, weave].join(',')
  if (fast) return [double, ...size, weave].join(',')
  return [rate, ...size, 'setfield=tff'].join(',')
}

function sizeFilters(picture: PictureFacts, wanted: StationPreset['picture']): string[] {
  const shown = displaySize(picture)
  const scale = Math.min(wanted.width / shown.width, wanted.height / shown.height)
  const width = Math.min(wanted.width, 2 * Math.round((shown.width * scale) / 2))
  const height = Math.min(wanted.height, 2 * Math.round((shown.height * scale) / 2))
  const standard = picture.height < 720 ? ':in_color_matrix=bt601:out_color_matrix=bt709' : ''
  return [
    `scale=${width}:${height}:flags=bicubic${standard}`,
    ...(width === wanted.width && height === wanted.height
      ? []
      : [`pad=${wanted.width}:${wanted.height}:(ow-iw)/2:(oh-ih)/2:black`]),
    'setsar=1',
  ]
}

/** The last command: picture encoded, sound joined as it is. Pure. */
export function planMux(job: {
  input: string
  soundPath: string
  facts: MediaFacts & { picture: PictureFacts }
  stretch: Stretch
  preset: StationPreset
  frames: number
  outPath: string
}): FfmpegPlan {
  const { facts, preset, frames } = job
  const pair = preset.sound.tracks === 'mono_pair'
  // A picture that ends before its sound holds its last frame, so that the length is what was promised.
  // (-frames:v would end the sound with it, a few packets early.)
  const hold = `tpad=stop_mode=clone:stop_duration=10,trim=end_frame=${frames}`
  const picture = `[0:${facts.picture.index}]${pictureFilters(facts.picture, preset.picture)},${hold}[picture]`
  const tracks = pair ? '[1:a]channelsplit=channel_layout=stereo[left][right]' : undefined
  return {
    inputs: [{ path: job.input, options: ['-an', ...stretchOptions(job.stretch)] }, { path: job.soundPath }],
    graph: [picture, tracks].filter(Boolean).join(';'),
    outputs: [
      {
        path: job.outPath,
        options: [
          ...['-map', '[picture]', ...preset.picture.options],
          ...(pair
            ? ['-map', '[left]', '-map', '[right]', ...preset.sound.options]
            : ['-map', '1:a', '-c:a', 'copy']),
          ...anonymous,
          ...preset.options,
        ],
      },
    ],
  }
}
