import type { AnalyseRecipe, SpriteGrid } from './analyse-recipe.ts'
import type { Part } from './analyse-stretches.ts'
import { displaySize } from './display-size.ts'
import type { PictureFacts } from './facts.ts'
import type { FfmpegPlan } from './run.ts'

/** Names of what a run leaves of the picture in its folder. */
export const pictureFiles = {
  events: 'picture-events.txt',
  fields: 'fields.txt',
  /** Numbered as in the whole recording, from 0. */
  shots: 'shot-%05d.jpg',
} as const

type Outputs = FfmpegPlan['outputs']

const even = (length: number) => Math.max(2, 2 * Math.round(length / 2))

/** The grid of thumbnails: tiles of even pixels in the shape a viewer sees, a whole number of seconds apart; pure. */
export function planSprite(picture: PictureFacts, durationMs: number, recipe: AnalyseRecipe): SpriteGrid {
  const { width, columns, most, leastEveryMs } = recipe.thumbnails
  const shown = displaySize(picture)
  const everyMs = Math.max(leastEveryMs, Math.ceil(durationMs / most / 1000) * 1000)
  const tiles = Math.max(1, Math.ceil(durationMs / everyMs))
  return {
    columns: Math.min(columns, tiles),
    rows: Math.ceil(tiles / columns),
    tileWidth: width,
    tileHeight: even(Math.min(2 * width, (width * shown.height) / shown.width)),
    everyMs,
  }
}

/** Number of the first thumbnail that falls into a stretch. */
const firstShot = ({ startMs }: Pick<Part, 'startMs'>, { everyMs }: Pick<SpriteGrid, 'everyMs'>) =>
  Math.ceil(startMs / everyMs)

/** Everything that is seen in one decode of a stretch: [proxy], pictures for thumbnails, events; pure. */
export function planPicture(picture: PictureFacts, sprite: SpriteGrid, part: Part, recipe: AnalyseRecipe) {
  const { black, freeze, proxy, fps } = recipe
  const shown = displaySize(picture)
  const scale = Math.min(proxy.height / shown.height, proxy.widest / shown.width)
  const size = `${even(shown.width * scale)}:${even(shown.height * scale)}`
  const first = firstShot(part, sprite)
  const every = sprite.everyMs / 1000
  const graph = [
    // Fields must be judged at full height; everything after works on the small picture.
    `[0:${picture.index}]idet,fps=${fps.num}/${fps.den}:start_time=0,${cutFrames(part)}scale=${size}:flags=bilinear,setsar=1,` +
      'format=yuv420p,split=3[proxy][check][thumbs]',
    `[check]scale=-2:${recipe.checkHeight}:flags=bilinear,metadata=mode=delete,` +
      `blackdetect=d=0:pix_th=${black.pixel}:pic_th=${black.pictureShare},` +
      `freezedetect=n=${freeze.noise}:d=${freeze.seenMs / 1000},` +
      `metadata=mode=print:file=${pictureFiles.events}[checked]`,
    `[thumbs]select='gte(t+${part.startMs / 1000},(${first}+selected_n)*${every})',` +
      `metadata=mode=print:file=${pictureFiles.fields}[shots]`,
  ].join(';')
  const jpeg = ['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p', '-fps_mode', 'passthrough']
  const numbered = ['-f', 'image2', '-start_number', `${first}`]
  const outputs: Outputs = [
    { path: pictureFiles.shots, options: ['-map', '[shots]', ...jpeg, ...numbered] },
    { path: '-', options: ['-map', '[checked]', '-f', 'null'] },
  ]
  return { graph, outputs }
}

/** Counted on the proxy's own frames, so that stretches meet without a hole or a frame twice. */
function cutFrames({ leadFrames, frames }: Part): string {
  if (leadFrames === 0 && frames === null) return ''
  const end = frames === null ? '' : `:end_frame=${leadFrames + frames}`
  return `trim=start_frame=${leadFrames}${end},setpts=PTS-STARTPTS,`
}
