import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What is known to be in a clip. Without a place the whole of it is meant. */
export type KnownEvent = { code: string; startMs?: number; endMs?: number }

export type QcClip = {
  name: string
  events: KnownEvent[]
  make: (path: string) => Promise<void>
  extension: string
}

const run = promisify(execFile)

type Recipe = {
  seconds?: number
  /** A lavfi source with all its filters. */
  picture?: string
  /** Expressions of left and right, or one for both; `null` for none. */
  sound?: string | null
  soundSeconds?: number
  filters?: string
  options?: string[]
  extension?: string
}

const speed = ['-preset', 'veryfast', '-crf', '18', '-g', '50', '-pix_fmt', 'yuv420p']
const x264 = ['-c:v', 'libx264', ...speed]
const bt709 = [
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
  '-colorspace',
  'bt709',
  '-color_range',
  'tv',
]
const aac = ['-c:a', 'aac', '-b:a', '192k']
const pcm = ['-c:a', 'pcm_s16le']

/** A picture that moves everywhere, softened so that its lines do not look like fields. */
const moving = (seconds: number, rate = 25, size = '640x360') =>
  `testsrc2=size=${size}:rate=${rate}:duration=${seconds},gblur=sigma=1.5`
// Two tones that beat against each other on each side, as a simple stereo recording.
const left = '0.1*sin(2*PI*440*t)+0.04*sin(2*PI*1310*t)+0.03*sin(2*PI*523*t)'
const right = '0.1*sin(2*PI*440*t)+0.04*sin(2*PI*1310*t)+0.03*sin(2*PI*659*t)'
const stereo = `${left}|${right}`
const mono = '0.1*sin(2*PI*440*t)+0.04*sin(2*PI*1310*t)'
const between = (from: number, to: number) => `between(t,${from},${to - 0.001})`
const black = (from: number, to: number) =>
  `drawbox=enable='between(t,${from},${to - 0.02})':color=black:t=fill`
const frozen = (from: number, to: number) => `select='not(between(t,${from + 0.02},${to - 0.02}))',fps=25`
const muted = (from: number, to: number) => `volume=enable='between(t,${from},${to - 0.0005})':volume=0`

async function make(path: string, recipe: Recipe): Promise<void> {
  const { seconds = 10, picture = moving(seconds), sound = stereo, filters = 'anull', options } = recipe
  const length = recipe.soundSeconds ?? seconds
  const heard =
    sound === null ? [] : ['-f', 'lavfi', '-i', `aevalsrc='${sound}':s=48000:d=${length}:c=stereo,${filters}`]
  await run(
    'ffmpeg',
    [
      ...['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `${picture},trim=duration=${seconds}`],
      ...heard,
      ...(options ?? [...x264, ...bt709, ...aac]),
      path,
    ],
    { maxBuffer: 1 << 24 },
  )
}

const clip = (name: string, events: KnownEvent[], recipe: Recipe): QcClip => ({
  name,
  events,
  extension: recipe.extension ?? 'mp4',
  make: (path) => make(path, recipe),
})
const at = (code: string, from: number, to: number): KnownEvent => ({
  code,
  startMs: from * 1000,
  endMs: to * 1000,
})

/** Twenty clips with what is wrong in them, and where. */
export function faultyClips(): QcClip[] {
  const lossless = { options: [...x264, ...bt709, ...pcm], extension: 'mov' }
  const driven = (from: number, to: number) => {
    const wave = `0.5*sin(2*PI*440*t)*(1+9*${between(from, to)})`
    return `${wave}|${wave}`
  }
  const interlaced = (flags: string[]) => [...x264, ...flags, ...bt709, ...aac]
  const woven = `${moving(6, 50)},tinterlace=mode=interleave_top,setfield=tff`
  return [
    clip('black', [at('black', 3, 5)], { picture: `${moving(10)},${black(3, 5)}` }),
    clip('black-start', [at('black', 0, 1.48)], { picture: `${moving(10)},${black(0, 1.48)}` }),
    clip('black-end', [at('black', 8, 10)], { picture: `${moving(10)},${black(8, 11)}` }),
    clip('freeze', [at('freeze', 3, 7)], { picture: `${moving(10)},${frozen(3, 7)}` }),
    clip('freeze-end', [at('freeze', 6, 10)], {
      picture: `${moving(6.04)},tpad=stop_mode=clone:stop_duration=5`,
    }),
    clip('silence', [at('silence', 4, 8)], { filters: muted(4, 8) }),
    clip('silence-end', [at('silence', 6, 10)], { filters: muted(6, 11) }),
    clip('silent', [at('silent', 0, 10)], { sound: '0|0' }),
    clip('clipping', [at('clipping', 3, 4)], { sound: driven(3, 4), ...lossless }),
    clip('clipping-lossy', [at('clipping', 5, 6.52)], { sound: driven(5, 6.52) }),
    clip('interlaced', [{ code: 'interlaced' }], {
      seconds: 6,
      picture: woven,
      options: interlaced(['-flags', '+ildct+ilme', '-x264-params', 'tff=1']),
    }),
    clip('fields-undeclared', [{ code: 'fields_undeclared' }], {
      seconds: 6,
      picture: woven,
      options: interlaced([]),
    }),
    clip('phase', [at('phase', 0, 10)], { sound: `${mono}|-1*(${mono})` }),
    clip('phase-in-places', [at('phase', 3, 7)], {
      sound: `${mono}|(${mono})*(1-2*${between(3, 7)})`,
    }),
    clip('right-dead', [at('one_channel', 0, 10)], { sound: `${mono}|0` }),
    clip('left-dead-in-places', [at('one_channel', 4, 8)], {
      sound: `(${left})*(1-${between(4, 8)})|${right}`,
    }),
    clip('too-quiet', [{ code: 'too_quiet' }], { filters: 'volume=-28dB', ...lossless }),
    clip('sound-ends-early', [at('duration_differs', 7, 10)], { soundSeconds: 7 }),
    clip('telephone', [{ code: 'variable_rate' }, { code: 'frame_rate' }], {
      picture: `${moving(10, 30)},select='not(eq(mod(n,7),3))'`,
      options: ['-fps_mode', 'vfr', '-enc_time_base', '1/30', ...x264, ...bt709, ...aac],
    }),
    clip('several', [at('black', 2, 4), at('freeze', 6, 9.52), at('silence', 1, 5)], {
      picture: `${moving(12)},${frozen(6, 9.52)},${black(2, 4)}`,
      filters: muted(1, 5),
      seconds: 12,
      options: ['-c:v', 'mpeg2video', '-q:v', '3', '-pix_fmt', 'yuv420p', ...bt709, ...pcm],
      extension: 'mxf',
    }),
  ]
}

/** Ten clips in which nothing is wrong, though some come near: dark, slow, faded, quiet, wide, loud. */
export function cleanClips(seed: number, dir: string): QcClip[] {
  const seconds = 12
  const grain = `noise=alls=4:allf=t:all_seed=${seed}`
  const voice = join(dir, 'voice.wav')
  const still = `mandelbrot=size=960x540:rate=25:maxiter=200:end_scale=0.3:start_scale=0.3:end_pts=1000000,trim=end_frame=1,loop=-1:1,setpts=N/25/TB`
  return [
    clip('noise', [], {
      seconds,
      picture: `${moving(seconds)},${grain}`,
      sound: `0.1*(random(0)-0.5)|0.1*(random(1)-0.5)`,
    }),
    clip('quiet-music', [], {
      seconds,
      // Down to -46 dBFS for six seconds, yet heard.
      sound: stereo,
      filters: "volume=enable='between(t,3,9)':volume=-24dB",
    }),
    clip('dark-scene', [], {
      seconds,
      picture: `${moving(seconds)},hue=s=0.4,lutyuv=y='18+val*0.12',${grain}`,
    }),
    clip('slow-pan', [], {
      seconds,
      picture: `${still},crop=640:360:x='8*t':y='40+4*t',${grain}`,
    }),
    clip('fades', [], {
      seconds,
      picture: `${moving(seconds)},fade=t=in:d=1,fade=t=out:st=5:d=0.8:enable='lt(t,6.2)',fade=t=out:st=11:d=1`,
    }),
    {
      ...clip('speech', [], {}),
      make: (path) => speech(path, voice, seconds, grain),
    },
    clip('wide-music', [], {
      seconds,
      sound: `0.2*sin(2*PI*220*t)*(0.55+0.45*sin(2*PI*0.25*t))+0.05*sin(2*PI*331*t)|0.2*sin(2*PI*277*t)*(0.55-0.45*sin(2*PI*0.25*t))+0.05*sin(2*PI*331*t+2)`,
    }),
    clip('loud-music', [], {
      seconds,
      sound: stereo,
      filters: 'volume=14dB,alimiter=limit=0.95:level=false',
    }),
    clip('credits', [], { seconds, picture: rolling(seconds) }),
    clip('fine-pattern', [], {
      seconds,
      picture: `testsrc2=size=1280x720:rate=50:duration=${seconds}`,
    }),
  ]
}

const font = join(import.meta.dirname, '../../../server/print/fonts/NotoSans-Bold.ttf')

/** Names that roll upwards over black. */
function rolling(seconds: number): string {
  const names = [
    'Chỉ đạo nghệ thuật',
    'Nông Thị Hoa',
    'Biên đạo',
    'Hoàng Văn Thụ',
    'Âm thanh',
    'Lý Thị Mai',
    'Ánh sáng',
  ]
  const lines = Array.from({ length: 3 }, () => names).flat()
  const written = lines.map(
    (line, n) =>
      `drawtext=fontfile=${font}:text='${line}':fontsize=26:fontcolor=white:x=(w-tw)/2:y=200+${40 * n}-60*t`,
  )
  return [`color=black:size=640x360:rate=25:duration=${seconds}`, ...written].join(',')
}

/** Somebody speaks before a camera that stands still: little moves, and pauses are long. */
async function speech(path: string, voice: string, seconds: number, grain: string): Promise<void> {
  const text =
    'Kính thưa quý vị. Chương trình nghệ thuật hôm nay xin được bắt đầu. Xin mời quý vị cùng đón xem.'
  await run('espeak-ng', ['-v', 'vi', '-s', '140', '-g', '60', '-w', voice, text])
  const picture =
    `smptehdbars=size=640x360:rate=25:duration=${seconds}[wall];color=red:size=40x60:rate=25:duration=${seconds}[face];` +
    `[wall][face]overlay=x='300+20*sin(6*t)':y=150,${grain}`
  await run('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', picture, '-i', voice],
    ...[
      '-filter_complex',
      `[1:a]aresample=48000,apad,atrim=0:${seconds},pan=stereo|c0=c0|c1=c0,volume=-3dB[a]`,
    ],
    ...['-map', '0:v', '-map', '[a]', ...x264, ...bt709, ...aac, path],
  ])
}
