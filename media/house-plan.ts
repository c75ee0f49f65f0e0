import { displaySize } from './display-size.ts'
import type { PictureFacts } from './facts.ts'
import { type HouseFormat, housePictureOptions, houseRecipe } from './house-recipe.ts'
import { type Stretch, stretchOptions } from './loudness.ts'
import type { FfmpegPlan } from './run.ts'
import { anonymous } from './sound-loop.ts'

type HousePlan = {
  input: string
  soundPath: string
  picture: PictureFacts
  stretch: Stretch
  format: HouseFormat
  frames: number
  outPath: string
}

/** Filters from any picture to the house's, without labels; pure. Rotation is ffmpeg's own doing before them. */
function houseFilters(picture: PictureFacts, format: HouseFormat, combed: boolean): string {
  const { width, height, fps } = format
  // At 50 frames a second each field becomes a picture of its own, and movement stays as smooth as it was.
  const each = fps.num / fps.den > 45 ? 'send_field' : 'send_frame'
  const shown = displaySize(picture)
  const scale = Math.min(width / shown.width, height / shown.height)
  const even = (length: number, most: number) => Math.min(most, Math.max(2, 2 * Math.round(length / 2)))
  const [wide, high] = [even(shown.width * scale, width), even(shown.height * scale, height)]
  const standard = picture.height < 720 ? ':in_color_matrix=bt601' : ''
  return [
    ...(combed ? [`bwdif=mode=${each}`] : []),
    `fps=${fps.num}/${fps.den}:start_time=0`,
    `scale=${wide}:${high}:flags=bicubic${standard}:out_color_matrix=bt709:out_range=tv`,
    ...(wide === width && high === height ? [] : [`pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:black`]),
    'setsar=1',
    'format=yuv420p',
  ].join(',')
}

/** Encodes the picture to the house's form, with the finished sound beside it; pure. */
export function planConform(job: HousePlan & { combed: boolean }): FfmpegPlan {
  const { picture, format, frames, stretch } = job
  // A picture that ends before its promised length holds its last frame.
  const hold = `tpad=stop_mode=clone:stop_duration=10,trim=end_frame=${frames}`
  return {
    inputs: [{ path: job.input, options: ['-an', ...stretchOptions(stretch)] }, { path: job.soundPath }],
    graph: `[0:${picture.index}]${houseFilters(picture, format, job.combed)},${hold}[picture]`,
    outputs: [houseOutput(job, ['-map', '[picture]', ...housePictureOptions(format)])],
  }
}

/** Copies the picture's packets, from a keyframe on; pure. */
export function planCopy(job: HousePlan): FfmpegPlan {
  const { frames, format, stretch, picture } = job
  const { fps } = format
  // Half a frame short, for a packet that begins exactly at the end would be taken too.
  const lastsMs = ((frames - 0.5) * 1000 * fps.den) / fps.num
  const from = stretch.inMs ?? 0
  return {
    inputs: [
      { path: job.input, options: ['-an', ...stretchOptions({ inMs: from, outMs: from + lastsMs })] },
      { path: job.soundPath },
    ],
    outputs: [houseOutput(job, ['-map', `0:${picture.index}`, '-c:v', 'copy'])],
  }
}

function houseOutput({ outPath }: HousePlan, picture: readonly string[]) {
  const mov = ['-video_track_timescale', String(houseRecipe.timescale), '-write_tmcd', '0', '-f', 'mov']
  return { path: outPath, options: [...picture, '-map', '1:a', '-c:a', 'copy', ...anonymous, ...mov] }
}

/** Counts what can be decoded without anything before it (IDR slices); a keyframe of an open GOP is none. Pure. */
export function planCountClosed(input: string, picture: PictureFacts): FfmpegPlan {
  const only = ['-c:v', 'copy', '-bsf:v', 'filter_units=pass_types=5', '-f', 'null']
  return {
    inputs: [{ path: input, options: ['-an'] }],
    outputs: [{ path: '-', options: ['-map', `0:${picture.index}`, ...only] }],
  }
}
