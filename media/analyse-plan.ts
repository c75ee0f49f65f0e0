import { type AnalyseRecipe, analyseRecipe, type SpriteGrid } from './analyse-recipe.ts'
import type { MediaFacts, PictureFacts } from './facts.ts'
import { meter } from './loudness.ts'
import type { FfmpegPlan } from './run.ts'
import { type ChosenSound, chooseSound, toStereo } from './sound-choice.ts'

/** Names of what the run leaves in its folder. The measures are read and then removed. */
export const analyseFiles = {
  proxy: 'proxy.mp4',
  poster: 'poster.jpg',
  sprite: 'sprite.jpg',
  wave: 'wave.s8',
  pictureEvents: 'picture-events.txt',
  fields: 'fields.txt',
  soundEvents: 'sound-events.txt',
  loudness: 'loudness.txt',
  clipping: 'clipping.txt',
} as const

type AnalysisPlan = { command: FfmpegPlan; sprite?: SpriteGrid; sound?: ChosenSound }

type Output = FfmpegPlan['outputs'][number]

/** One command, one decode, every product: pure. File names are relative to the folder it runs in. */
export function planAnalysis(input: string, facts: MediaFacts, recipe = analyseRecipe): AnalysisPlan {
  const sound = chooseSound(facts)
  const sprite = facts.picture ? planSprite(facts.picture, facts.durationMs, recipe) : undefined
  const picture = facts.picture && sprite ? planPicture(facts.picture, sprite, recipe) : undefined
  const heard = sound ? planSound(sound, recipe) : undefined
  const proxy = planProxy(picture !== undefined, heard !== undefined, recipe)
  return {
    command: {
      inputs: [{ path: input }],
      graph: [picture?.graph, heard?.graph].filter(Boolean).join(';'),
      outputs: [proxy, ...(picture?.outputs ?? []), ...(heard?.outputs ?? [])],
    },
    ...(sprite ? { sprite } : {}),
    ...(sound ? { sound } : {}),
  }
}

/** As shown on a screen: with its pixel shape, and turned. */
export function displaySize({ width, height, sampleAspect, rotation }: PictureFacts) {
  const shown = { width: (width * sampleAspect.num) / sampleAspect.den, height }
  return rotation % 180 === 90 ? { width: shown.height, height: shown.width } : shown
}

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

function planPicture(picture: PictureFacts, sprite: SpriteGrid, recipe: AnalyseRecipe) {
  const { black, freeze, proxy, fps } = recipe
  const shown = displaySize(picture)
  const scale = Math.min(proxy.height / shown.height, proxy.widest / shown.width)
  const size = `${even(shown.width * scale)}:${even(shown.height * scale)}`
  const tiles = sprite.columns * sprite.rows
  const sheet = `${sprite.columns * sprite.tileWidth}:${sprite.rows * sprite.tileHeight}`
  const graph = [
    // Fields must be judged at full height; everything after works on the small picture.
    `[0:${picture.index}]idet,fps=${fps.num}/${fps.den}:start_time=0,scale=${size}:flags=bilinear,setsar=1,` +
      'format=yuv420p,split=3[proxy][check][thumbs]',
    `[check]scale=-2:${recipe.checkHeight}:flags=bilinear,metadata=mode=delete,` +
      `blackdetect=d=0:pix_th=${black.pixel}:pic_th=${black.pictureShare},` +
      `freezedetect=n=${freeze.noise}:d=${freeze.leastMs / 1000},` +
      `metadata=mode=print:file=${analyseFiles.pictureEvents}[checked]`,
    `[thumbs]select='gte(t,selected_n*${sprite.everyMs / 1000})',` +
      `metadata=mode=print:file=${analyseFiles.fields},split[tiles][posters]`,
    `[tiles]scale=${sprite.tileWidth}:${sprite.tileHeight}:flags=bilinear,split[tile][tiled]`,
    `[tiled]tile=${sprite.columns}x${sprite.rows}[mosaic]`,
    firstThen('tile', `scale=${sheet},`, 'mosaic', 'sprite'),
    `[posters]split[any][all]`,
    `[all]thumbnail=n=${Math.max(2, Math.min(tiles, 60))}[typical]`,
    firstThen('any', '', 'typical', 'poster'),
  ].join(';')
  const jpeg = [
    '-frames:v',
    '2',
    '-c:v',
    'mjpeg',
    '-q:v',
    '4',
    '-pix_fmt',
    'yuvj420p',
    '-fps_mode',
    'passthrough',
  ]
  const outputs: Output[] = [
    { path: analyseFiles.poster, options: ['-map', '[poster]', ...jpeg, '-f', 'image2', '-update', '1'] },
    { path: analyseFiles.sprite, options: ['-map', '[sprite]', ...jpeg, '-f', 'image2', '-update', '1'] },
    { path: '-', options: ['-map', '[checked]', '-f', 'null'] },
  ]
  return { graph, outputs }
}

/**
 * The first frame of one branch, then what another branch makes at the end, which replaces it in the same file.
 * ffmpeg reports no progress until every output has had a frame; without this the poster would hold it back.
 */
function firstThen(early: string, fit: string, late: string, out: string): string {
  return `[${early}]trim=end_frame=1,${fit}setsar=1[${early}1];[${late}]setsar=1[${late}1];[${early}1][${late}1]concat=n=2,settb=AVTB,setpts=N*1000000[${out}]`
}

function planSound(sound: ChosenSound, recipe: AnalyseRecipe) {
  const { silence, clipping, waveform } = recipe
  const mono = sound.channels === 1
  const graph = [
    // Holes in time become silence, so that every reading stands at its time code.
    `${sound.source}aresample=48000:async=1:first_pts=0,asplit=4[heard][level][tops][small]`,
    // The encoder puts 1024 samples of its own in front: dropping as many keeps sound and picture at 0.
    `[heard]${toStereo(sound)},atrim=start_sample=1024[proxysound]`,
    `[level]silencedetect=n=${silence.noiseDb}dB:d=${silence.leastMs / 1000},` +
      `ametadata=mode=print:file=${analyseFiles.soundEvents},` +
      `${meter(sound.channels, true, analyseFiles.loudness)}[levelled]`,
    // Whole numbers, so that what a lossy decoder overshoots is cut flat, as every player will cut it.
    `[tops]aformat=sample_fmts=s16,asetnsamples=n=${48 * clipping.windowMs}:p=0,` +
      'astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level+Flat_factor,' +
      `ametadata=mode=select:key=lavfi.astats.Overall.Peak_level:value=${clipping.peakDb}:function=greater,` +
      `ametadata=mode=print:file=${analyseFiles.clipping}[topped]`,
    `[small]${mono ? '' : `${toStereo(sound)},pan=mono|c0=0.5*c0+0.5*c1,`}aresample=${waveform.sampleRateHz}[wave]`,
  ]
  const outputs: Output[] = [
    { path: '-', options: ['-map', '[levelled]', '-f', 'null'] },
    { path: '-', options: ['-map', '[topped]', '-f', 'null'] },
    { path: analyseFiles.wave, options: ['-map', '[wave]', '-c:a', 'pcm_s8', '-f', 's8'] },
  ]
  return { graph: graph.join(';'), outputs }
}

function planProxy(withPicture: boolean, withSound: boolean, recipe: AnalyseRecipe): Output {
  const { proxy } = recipe
  const x264 = ['-c:v', 'libx264', '-preset', proxy.preset, '-crf', `${proxy.crf}`, '-profile:v', 'main']
  const group = [
    '-bf',
    '0',
    '-g',
    `${proxy.keyframeEveryFrames}`,
    '-keyint_min',
    `${proxy.keyframeEveryFrames}`,
  ]
  const picture = ['-map', '[proxy]', ...x264, ...group, '-sc_threshold', '0']
  const sound = ['-map', '[proxysound]', '-c:a', 'aac', '-b:a', `${proxy.soundKbps}k`]
  // Fragments play while the file grows; the index of all of them is put in front at the end.
  const container = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof+global_sidx', '-f', 'mp4']
  return {
    path: analyseFiles.proxy,
    options: [
      ...(withPicture ? picture : []),
      ...(withSound ? sound : []),
      ...(withPicture ? [] : ['-frag_duration', '2000000']),
      ...['-map_metadata', '-1', '-fflags', '+bitexact', '-flags', '+bitexact'],
      ...container,
    ],
  }
}
