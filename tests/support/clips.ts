import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Seconds, half-open. */
type Between = readonly [from: number, to: number]

export type VideoClip = {
  seconds?: number
  width?: number
  height?: number
  fps?: number
  container?: 'mp4' | 'mov' | 'mkv' | 'mxf' | 'avi' | 'ts'
  black?: Between
  freeze?: Between
  silence?: Between
  clipped?: Between
  /** Fields, top first; `undeclared` hides it from the container. */
  interlaced?: 'declared' | 'undeclared'
  /** 0 for a silent film; 6 for 5.1. */
  channels?: 0 | 1 | 2 | 6
  /** A stereo pair as two mono tracks. */
  monoPair?: boolean
  /** Level of the tone, dBFS of its peaks. */
  peakDbfs?: number
  /** Index at the front, so that a cut leaves it in place. */
  faststart?: boolean
  rotation?: 90 | 180 | 270
}

/** A moving test picture with a tone. Made once for its arguments and kept in the system's temporary folder. */
export function aVideo(clip: VideoClip = {}): Promise<string> {
  const { container = 'mp4', channels = 2, rotation } = clip
  return cached('video', clip, container, async (path) => {
    const made = rotation ? `${path}.upright.mp4` : path
    const sound = channels === 0 ? [] : ['-f', 'lavfi', '-i', tone(clip)]
    const maps = ['-map', '0:v', ...(channels === 0 ? [] : soundMaps(clip))]
    const pictures = ['-f', 'lavfi', '-i', pictureSource(clip)]
    await ffmpeg([...pictures, ...sound, ...maps, ...codecs(clip), made])
    if (rotation) await ffmpeg(['-i', made, '-c', 'copy', '-metadata:s:v', `rotate=${360 - rotation}`, path])
  })
}

function pictureSource({
  seconds = 4,
  width = 640,
  height = 360,
  fps = 25,
  black,
  freeze,
  interlaced,
}: VideoClip) {
  const rate = interlaced ? fps * 2 : fps
  return [
    // Softened, for its one-pixel patterns look like fields to a detector.
    `testsrc2=size=${width}x${height}:rate=${rate}:duration=${seconds},gblur=sigma=1.5`,
    ...(freeze ? [`select='not(between(t,${freeze[0]},${freeze[1] - 1 / rate}))'`, `fps=${rate}`] : []),
    ...(black ? [`drawbox=enable='between(t,${black[0]},${black[1] - 1 / rate})':color=black:t=fill`] : []),
    ...(interlaced ? ['tinterlace=mode=interleave_top', 'setfield=tff'] : []),
    `trim=duration=${seconds}`,
  ].join(',')
}

function tone({ seconds = 4, channels = 2, peakDbfs = -18, silence, clipped }: VideoClip): string {
  const amplitude = 10 ** (peakDbfs / 20)
  const driven = clipped ? `*(1+99*between(t,${clipped[0]},${clipped[1]}))` : ''
  const wave = `${amplitude}*(0.7*sin(2*PI*440*t)+0.3*sin(2*PI*1310*t))${driven}`
  const layout = { 0: 'mono', 1: 'mono', 2: 'stereo', 6: '5.1' }[channels]
  return [
    `aevalsrc='${Array(channels).fill(wave).join('|')}':s=48000:d=${seconds}:c=${layout}`,
    ...(silence ? [`volume=enable='between(t,${silence[0]},${silence[1]})':volume=0`] : []),
    'aformat=sample_fmts=s16',
  ].join(',')
}

function soundMaps({ monoPair }: VideoClip): string[] {
  if (!monoPair) return ['-map', '1:a']
  return ['-filter_complex', '[1:a]channelsplit=channel_layout=stereo[l][r]', '-map', '[l]', '-map', '[r]']
}

function codecs({ container = 'mp4', interlaced, faststart, channels = 2 }: VideoClip): string[] {
  const fields = interlaced === 'declared' ? ['-flags', '+ildct+ilme', '-x264-params', 'tff=1'] : []
  const x264 = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '18',
    '-g',
    '50',
    '-pix_fmt',
    'yuv420p',
    ...fields,
  ]
  const mpeg2 = [
    '-c:v',
    'mpeg2video',
    '-q:v',
    '3',
    '-pix_fmt',
    'yuv420p',
    ...(interlaced ? ['-flags', '+ildct+ilme'] : []),
  ]
  const pcm = ['mov', 'mxf', 'avi'].includes(container)
  return [
    ...(container === 'mxf' || container === 'avi' ? mpeg2 : x264),
    ...(pcm
      ? ['-c:a', 'pcm_s16le', '-ar', '48000']
      : ['-c:a', 'aac', '-b:a', channels === 6 ? '384k' : '192k']),
    ...(faststart ? ['-movflags', '+faststart'] : []),
  ]
}

/** Stereo 1 kHz sine in steps, as EBU Tech 3341 and 3342 ask for; levels are dBFS of the peaks. */
export function aTone(clip: {
  steps: readonly { dbfs: number; seconds: number }[]
  channels?: 1 | 2
  frequencyHz?: number
  phaseDegrees?: number
}): Promise<string> {
  const { steps, channels = 2, frequencyHz = 1000, phaseDegrees } = clip
  return cached('tone', clip, 'wav', async (path) => {
    const phase = ((phaseDegrees ?? 0) * Math.PI) / 180
    const inputs = steps.flatMap(({ dbfs, seconds }) => {
      const wave = `${10 ** (dbfs / 20)}*sin(2*PI*${frequencyHz}*t+${phase})`
      // A tone that starts at once overshoots between its first samples.
      const soft = phaseDegrees !== undefined ? `,afade=d=0.1,afade=t=out:d=0.1:st=${seconds - 0.1}` : ''
      return [
        '-f',
        'lavfi',
        '-i',
        `aevalsrc='${Array(channels).fill(wave).join('|')}':s=48000:d=${seconds}${soft}`,
      ]
    })
    const joined = `${steps.map((_, n) => `[${n}:a]`).join('')}concat=n=${steps.length}:v=0:a=1[a]`
    await ffmpeg([...inputs, '-filter_complex', joined, '-map', '[a]', '-c:a', 'pcm_s24le', path])
  })
}

/** The surround signal of EBU Tech 3341: L and R at -28, C at -24, Ls and Rs at -30 dBFS; reads -23.0 LUFS. */
export function aSurroundTone(): Promise<string> {
  return cached('surround', {}, 'wav', async (path) => {
    const at = (dbfs: number) => `${10 ** (dbfs / 20)}*sin(2*PI*1000*t)`
    const waves = [at(-28), at(-28), at(-24), '0', at(-30), at(-30)].join('|')
    await ffmpeg(['-f', 'lavfi', '-i', `aevalsrc='${waves}':s=48000:d=20:c=5.1`, '-c:a', 'pcm_s24le', path])
  })
}

type SpeechClip = {
  text: string
  /** What espeak-ng knows: vi, en, cmn, fr and so on. Minority languages borrow a voice. */
  lang?: string
  /** Shortened or drawn out with silence to exactly this. */
  seconds?: number
  headSilence?: number
  tailSilence?: number
  gainDb?: number
  /** How much quieter the second half is. */
  fadeDb?: number
}

/** Somebody reading a text aloud, mono WAV at 48 kHz. */
export function aSpeech(clip: SpeechClip): Promise<string> {
  const { text, lang = 'vi', seconds, headSilence = 0, tailSilence = 0, gainDb = -6, fadeDb } = clip
  return cached('speech', clip, 'wav', async (path) => {
    const spoken = `${path}.spoken.wav`
    await run('espeak-ng', ['-v', lang, '-s', '150', '-w', spoken, '--', text])
    const level = ['gain', `${gainDb}`, 'rate', '48000', 'pad', `${headSilence}`, `${tailSilence}`]
    const length = seconds === undefined ? [] : ['pad', '0', `${seconds}`, 'trim', '0', `${seconds}`]
    const loud = fadeDb === undefined ? path : `${path}.loud.wav`
    await run('sox', ['-D', spoken, loud, ...level, ...length])
    if (fadeDb === undefined) return
    const { stdout } = await run('soxi', ['-D', loud])
    const softer = `volume=enable='gte(t,${Number(stdout) / 2})':volume=${fadeDb}dB`
    await ffmpeg(['-i', loud, '-af', softer, path])
  })
}

/** Something like a song: chords that swell, with a beat; stereo WAV. */
export function aSong(clip: { seconds: number; rootHz?: number }): Promise<string> {
  const { seconds, rootHz = 220 } = clip
  return cached('song', clip, 'wav', async (path) => {
    const voice = (ratio: number, turn: number) =>
      `0.12*sin(2*PI*${rootHz}*${ratio}*t)*(0.6+0.4*sin(2*PI*${turn}*t))`
    const beat = '0.2*sin(2*PI*90*t)*exp(-12*mod(t,0.5))'
    const left = [voice(1, 0.21), voice(1.25, 0.17), voice(2, 0.4), beat].join('+')
    const right = [voice(1, 0.19), voice(1.5, 0.23), voice(2, 0.37), beat].join('+')
    await ffmpeg(['-f', 'lavfi', '-i', `aevalsrc='${left}|${right}':s=48000:d=${seconds}`, path])
  })
}

/** A song that sinks by 60 dB at its end, the same in every second. */
export function aFadingSong(clip: { seconds: number; fadeSeconds: number }): Promise<string> {
  const { seconds, fadeSeconds } = clip
  return cached('fading', clip, 'wav', async (path) => {
    const from = seconds - fadeSeconds
    const level = `volume=eval=frame:volume='if(lt(t\\,${from})\\,1\\,pow(10\\,-3*(t-${from})/${fadeSeconds}))'`
    await ffmpeg(['-i', await aSong({ seconds }), '-af', `${level}`, path])
  })
}

/** The first part of a file, as a broken transfer leaves it. */
export function aCutFile(whole: string, { keep = 0.5 } = {}): Promise<string> {
  const extension = whole.split('.').at(-1) ?? 'bin'
  return cached('cut', { whole, keep }, extension, async (path) => {
    const bytes = readFileSync(whole)
    writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * keep)))
  })
}

/** A file with exactly these bytes, whatever its name claims. */
export function aFileOf(content: string | Uint8Array, extension = 'mp4'): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex')
  return cached('file', { hash }, extension, async (path) => writeFileSync(path, content))
}

/** A still of one colour, far larger on a screen than on a disk. */
export function aHugePicture(clip: { side: number; as: 'png' | 'mkv' }): Promise<string> {
  return cached('huge', clip, clip.as, async (path) => {
    const still = ['-f', 'lavfi', '-i', `color=c=blue:size=${clip.side}x${clip.side}:rate=1:duration=1`]
    await ffmpeg([...still, '-frames:v', '1', '-c:v', 'png', '-pix_fmt', 'monob', path])
  })
}

export async function ffmpeg(args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { maxBuffer: 1 << 24 })
}

/** Under a name made of the arguments; written aside and renamed, so that a stopped maker leaves nothing half. */
export async function cached(
  kind: string,
  clip: object,
  extension: string,
  make: (path: string) => Promise<void>,
): Promise<string> {
  const folder = join(tmpdir(), `vang-clips-${process.getuid?.() ?? 0}`)
  const key = createHash('sha256')
    .update(JSON.stringify([makers, kind, clip]))
    .digest('hex')
    .slice(0, 16)
  const path = join(folder, `${kind}-${key}.${extension}`)
  if (existsSync(path)) return path
  const aside = join(folder, `making-${randomUUID()}`)
  mkdirSync(aside, { recursive: true })
  const made = join(aside, `clip.${extension}`)
  await make(made)
  renameSync(made, path)
  rmSync(aside, { recursive: true, force: true })
  return path
}

/** Raised when a maker changes, so that nobody gets an older clip from the folder. */
const makers = 5
