import { planPicture, planSprite } from './analyse-picture.ts'
import { analyseRecipe, type SpriteGrid } from './analyse-recipe.ts'
import { planSound, planStretchSound } from './analyse-sound.ts'
import type { Part } from './analyse-stretches.ts'
import type { MediaFacts } from './facts.ts'
import type { FfmpegPlan } from './run.ts'
import { chooseSound } from './sound-choice.ts'

/** What a run writes from its first second on: fragments, which play while the file grows. */
export const grownFile = 'grown.mp4'

/** What is left in the end. */
export const productFiles = {
  proxy: 'proxy.mp4',
  poster: 'poster.jpg',
  sprite: 'sprite.jpg',
  waveform: 'waveform.i8',
} as const

type Output = FfmpegPlan['outputs'][number]

/**
 * One command, one decode: pure. File names are relative to the folder it runs in. Of a stretch among several the sound
 * is only for watching, because gated loudness does not add up.
 */
export function planRun(input: string, facts: MediaFacts, part: Part, recipe = analyseRecipe): FfmpegPlan {
  const sound = chooseSound(facts)
  const alone = part.n === 0 && part.frames === null
  const picture =
    facts.picture &&
    planPicture(facts.picture, planSprite(facts.picture, facts.durationMs, recipe), part, recipe)
  const heard = sound && (alone ? planSound(sound, recipe) : planStretchSound(sound, part))
  const from = part.startMs - part.leadMs
  return {
    inputs: [{ path: input, ...(from > 0 ? { options: ['-ss', `${from / 1000}`] } : {}) }],
    graph: [picture?.graph, heard?.graph].filter(Boolean).join(';'),
    outputs: [
      planGrown(picture !== undefined, heard !== undefined, recipe),
      ...(picture?.outputs ?? []),
      ...(heard?.outputs ?? []),
    ],
  }
}

const anonymous = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags', '+bitexact']

function planGrown(withPicture: boolean, withSound: boolean, { proxy }: typeof analyseRecipe): Output {
  const x264 = ['-c:v', 'libx264', '-preset', proxy.preset, '-crf', `${proxy.crf}`, '-profile:v', 'main']
  const every = `${proxy.keyframeEveryFrames}`
  const group = ['-bf', '0', '-g', every, '-keyint_min', every, '-sc_threshold', '0']
  return {
    path: grownFile,
    options: [
      ...(withPicture ? ['-map', '[proxy]', ...x264, ...group] : []),
      ...(withSound ? ['-map', '[proxysound]', '-c:a', 'aac', '-b:a', `${proxy.soundKbps}k`] : []),
      ...(withPicture ? [] : ['-frag_duration', '2000000']),
      ...anonymous,
      ...['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4'],
    ],
  }
}

/** A piece that is done: its folder below the one of the analysis, and what it holds. */
export type DonePart = { folder: string; frames: number; shots: string[] }

export type JoinPlan = {
  /** In order. */
  parts: readonly DonePart[]
  /** File with the sound of the whole; undefined when there is none. */
  sound: string | undefined
  sprite: SpriteGrid | undefined
}

const pictureList = 'pictures.txt'
const shotList = 'shots.txt'

/** The lists that the joining reads, by file name: our own names only; pure. */
export function planLists({ parts }: JoinPlan, { fps } = analyseRecipe): Record<string, string> {
  // What lasts longer than its pictures (the sound) must not push the next piece away.
  const seconds = (frames: number) => ((frames * fps.den) / fps.num).toFixed(6)
  const entry = (file: string, duration: string) => `file '${file}'\nduration ${duration}\n`
  const list = (entries: string[]) => `ffconcat version 1.0\n${entries.join('')}`
  return {
    [pictureList]: list(parts.map(({ folder, frames }) => entry(`${folder}/${grownFile}`, seconds(frames)))),
    [shotList]: list(
      parts.flatMap(({ folder, shots }) => shots.map((shot) => entry(`${folder}/${shot}`, '1'))),
    ),
  }
}

/**
 * Joins the pieces by copy, puts the index of all fragments in front, and lays out the thumbnails: pure. Everything it
 * reads was made by us.
 */
export function planJoin(join: JoinPlan): FfmpegPlan {
  const { sound, sprite } = join
  const list = ['-f', 'concat', '-safe', '0']
  const pictures = sprite ? [{ path: pictureList, options: list, generated: true }] : []
  const heard = sound ? [{ path: sound, generated: true }] : []
  const shots = sprite ? [{ path: shotList, options: list, generated: true }] : []
  return {
    inputs: [...pictures, ...heard, ...shots],
    ...(sprite ? { graph: layOut(sprite, join, pictures.length + heard.length) } : {}),
    outputs: [
      {
        path: productFiles.proxy,
        options: [
          ...(sprite ? ['-map', '0:v'] : ['-frag_duration', '2000000']),
          ...(sound ? ['-map', `${pictures.length}:a`] : []),
          ...['-c', 'copy', ...anonymous],
          ...['-movflags', '+frag_keyframe+empty_moov+default_base_moof+global_sidx', '-f', 'mp4'],
        ],
      },
      ...(sprite ? ['poster', 'sprite'] : []).map((name) => ({
        path: `${name}.jpg`,
        options: [
          ...['-map', `[${name}]`, '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '4'],
          ...['-pix_fmt', 'yuvj420p', '-f', 'image2', '-update', '1'],
        ],
      })),
    ],
  }
}

function layOut(sprite: SpriteGrid, { parts }: JoinPlan, input: number): string {
  const { columns, rows, tileWidth, tileHeight } = sprite
  const count = parts.reduce((sum, { shots }) => sum + shots.length, 0)
  return [
    `[${input}:v]setpts=N/TB,split[tiles][all]`,
    `[tiles]scale=${tileWidth}:${tileHeight}:flags=bilinear,setsar=1,tile=${columns}x${rows}[sprite]`,
    // The most typical of at most a minute's worth of pictures, taken from all over.
    `[all]select='not(mod(n,${Math.max(1, Math.ceil(count / 60))}))',thumbnail=n=${Math.max(2, Math.min(count, 60))}[poster]`,
  ].join(';')
}
