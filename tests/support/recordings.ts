import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const ffmpeg = (args: readonly string[]) =>
  run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { maxBuffer: 1 << 24 })

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

/** A tone that never repeats within a minute, so that a slip of one sample shows. */
const sweep = (seconds: number) =>
  `aevalsrc='0.1*sin(2*PI*(300+20*t)*t)|0.1*sin(2*PI*(500+10*t)*t)':s=48000:d=${seconds}`

/** A camera's file as it should be for the house: 1080p25, closed GOPs of a second, no B-frames. */
export async function aHouseLikeVideo(
  path: string,
  clip: {
    seconds: number
    options?: readonly string[]
    size?: string
    rate?: string
    sound?: readonly string[]
  },
): Promise<void> {
  const {
    seconds,
    size = '1920x1080',
    rate = '25',
    options = [],
    sound = ['-c:a', 'aac', '-b:a', '192k'],
  } = clip
  await ffmpeg([
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', sweep(seconds)],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-profile:v',
      'high',
      '-pix_fmt',
      'yuv420p',
      '-threads',
      '2',
    ],
    ...[
      '-x264-params',
      '8x8dct=1:cabac=1',
      '-g',
      '25',
      '-keyint_min',
      '25',
      '-sc_threshold',
      '0',
      '-bf',
      '0',
    ],
    ...bt709,
    ...sound,
    ...options,
    path,
  ])
}

/** The parts a camera would have left of one recording, cut at keyframes without touching a packet. */
export async function inParts(
  whole: string,
  {
    extension,
    seconds,
    name,
  }: { extension: 'mp4' | 'mov' | 'MTS'; seconds: number; name: (n: number) => string },
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vang-parts-'))
  const format = extension === 'MTS' ? ['mpegts'] : [extension, '-reset_timestamps', '1']
  await ffmpeg([
    ...['-i', whole, '-map', '0', '-c', 'copy', '-f', 'segment', '-segment_time', String(seconds)],
    ...['-segment_format', ...format, join(folder, `part-%03d.${extension}`)],
  ])
  const made = (await readdir(folder)).sort()
  const paths: string[] = []
  for (const [n, file] of made.entries()) {
    const path = join(folder, `${name(n)}.${extension === 'MTS' ? extension : extension.toUpperCase()}`)
    await rename(join(folder, file), path)
    paths.push(path)
  }
  return paths
}

/** One hash a frame, of the decoded picture or sound. */
export async function decodedHashes(path: string, kind: 'v' | 'a'): Promise<string[]> {
  const { stdout } = await run(
    'ffmpeg',
    ['-nostdin', '-v', 'error', '-i', path, '-map', `0:${kind}:0`, '-f', 'framemd5', '-'],
    { maxBuffer: 1 << 26 },
  )
  const rows = stdout.split('\n').filter((line) => line && !line.startsWith('#'))
  return rows.map((line) => line.split(',').at(-1)?.trim() ?? '')
}
