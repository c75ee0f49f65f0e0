import { leaderPicture } from './deliver-leader.ts'
import { displaySize } from './display-size.ts'
import type { MediaFacts, PictureFacts } from './facts.ts'
import { type Deinterlace, isCombed } from './fields.ts'
import type { Stretch } from './loudness.ts'
import { stretchOptions } from './loudness.ts'
import { type StationPreset, trackLayouts } from './presets.ts'
import type { FfmpegPlan } from './run.ts'
import { anonymous } from './sound-loop.ts'
import { framesIn } from './timecode.ts'

/** Whole frames of the programme by what the recording declares, before its packets are counted; pure. */
export function frameCount(facts: MediaFacts, { inMs, outMs }: Stretch, preset: StationPreset): number {
  const lengthMs = (outMs ?? facts.picture?.durationMs ?? facts.durationMs) - (inMs ?? 0)
  return Math.max(1, framesIn(lengthMs, preset.picture.fps))
}

/** Filters from the source's picture to the preset's, without labels; pure. */
export function pictureFilters(
  picture: PictureFacts,
  wanted: StationPreset['picture'],
  deinterlace: Deinterlace = 'auto',
): string {
  const fields = isCombed(picture, deinterlace)
  const fast = picture.fps.num / picture.fps.den > 45
  const rate = `fps=${wanted.fps.num}/${wanted.fps.den}:start_time=0`
  const double = `fps=${2 * wanted.fps.num}/${wanted.fps.den}:start_time=0`
  const size = sizeFilters(picture, wanted)
  const weave = ['tinterlace=mode=interleave_top:flags=vlpf', 'setfield=tff']
  // Marked, because a recording that does not declare its fields would pass for whole pictures.
  const marked = `setfield=${picture.fieldOrder === 'bottom' ? 'bff' : 'tff'}`
  if (wanted.scan === 'progressive') {
    return [...(fields ? [marked, 'bwdif=mode=send_frame'] : []), rate, ...size].join(',')
  }
  if (deinterlace !== 'never' && keepsFields(picture, wanted)) {
    // Each frame's own flag tells its order too, where the container is silent: whole pictures pass unharmed.
    const kept = sizeFilters(picture, wanted, ':interl=-1')
    return [...(fields ? [marked] : []), rate, 'fieldorder=tff', ...kept, 'setfield=tff'].join(',')
  }
  if (fields) return [marked, 'bwdif=mode=send_field', double, ...size, ...weave].join(',')
  if (fast) return [double, ...size, ...weave].join(',')
  return [rate, ...size, 'setfield=tff'].join(',')
}

/** Fields of the right height and rate pass through; scaled or dropped ones would mix, so they become full pictures in between. */
function keepsFields(picture: PictureFacts, wanted: StationPreset['picture']): boolean {
  const sameRate = picture.fps.num * wanted.fps.den === wanted.fps.num * picture.fps.den
  const sameSize = picture.width === wanted.width && picture.height === wanted.height
  return sameRate && sameSize && picture.rotation === 0
}

function sizeFilters(picture: PictureFacts, wanted: StationPreset['picture'], how = ''): string[] {
  const shown = displaySize(picture)
  const scale = Math.min(wanted.width / shown.width, wanted.height / shown.height)
  const width = Math.min(wanted.width, 2 * Math.round((shown.width * scale) / 2))
  const height = Math.min(wanted.height, 2 * Math.round((shown.height * scale) / 2))
  const standard = picture.height < 720 ? ':in_color_matrix=bt601:out_color_matrix=bt709' : ''
  return [
    `scale=${width}:${height}:flags=bicubic${standard}${how}`,
    // Before fields are woven: colour halved in height belongs to one field each.
    `format=${wanted.pixelFormat}`,
    ...(width === wanted.width && height === wanted.height
      ? []
      : [`pad=${wanted.width}:${wanted.height}:(ow-iw)/2:(oh-ih)/2:black`]),
    'setsar=1',
  ]
}

/** Graph that makes the file's sound tracks of stereo, and the labels they end in; pure. */
function trackGraph({ trackLayout }: StationPreset): { graph: string; labels: string[] } {
  const tracks = trackLayouts[trackLayout]
  const gains = { left: 'c0', right: 'c1', silence: '0*c0' }
  const split = tracks.map((_, n) => `[part${n}]`).join('')
  const made = tracks.map(([channel], n) => `[part${n}]pan=mono|c0=${gains[channel]}[track${n}]`)
  const labels = tracks.map((_, n) => `[track${n}]`)
  return { graph: [`[1:a]asplit=${tracks.length}${split}`, ...made].join(';'), labels }
}

/** The last command: leader and picture encoded, sound joined as it is. Pure. */
export function planMux(job: {
  input: string
  soundPath: string
  facts: MediaFacts & { picture: PictureFacts }
  stretch: Stretch
  preset: StationPreset
  deinterlace: Deinterlace
  /** Of the programme. */
  frames: number
  outPath: string
}): FfmpegPlan {
  const { facts, preset, frames } = job
  // A picture that ends before its sound holds its last frame, so that the length is what was promised.
  // (-frames:v would end the sound with it, a few packets early.)
  const hold = `tpad=stop_mode=clone:stop_duration=10,trim=end_frame=${frames}`
  const filters = pictureFilters(facts.picture, preset.picture, job.deinterlace)
  const leader = leaderPicture(preset, '[programme]', '[picture]')
  const programme = `[0:${facts.picture.index}]${filters},${hold}${leader ? '[programme]' : '[picture]'}`
  const tracks = preset.trackLayout === 'stereo' ? undefined : trackGraph(preset)
  const startTimecode = preset.timecode ? preset.startTimecode : null
  const early = preset.sound.delayMs ? ['-itsoffset', (-preset.sound.delayMs / 1000).toFixed(3)] : []
  return {
    inputs: [
      { path: job.input, options: ['-an', ...stretchOptions(job.stretch)] },
      { path: job.soundPath, options: early },
    ],
    graph: [programme, leader, tracks?.graph].filter(Boolean).join(';'),
    outputs: [
      {
        path: job.outPath,
        options: [
          ...['-map', '[picture]', ...preset.picture.options],
          ...(tracks
            ? [...tracks.labels.flatMap((label) => ['-map', label]), ...preset.sound.options]
            : ['-map', '1:a', '-c:a', 'copy']),
          ...(startTimecode === null ? [] : ['-timecode', startTimecode]),
          ...anonymous,
          ...preset.options,
        ],
      },
    ],
  }
}
