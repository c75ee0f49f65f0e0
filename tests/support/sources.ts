import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { noise } from './hostile-bytes.ts'

const run = promisify(execFile)

/** What somebody brings, and what must be read of it. */
export type Source = {
  name: string
  /** Who writes such files. */
  from: string
  file: string
  picture?: {
    codec: string
    size: string
    fps?: number
    scan?: 'progressive' | 'top' | 'bottom'
    pixels?: string
    rotation?: number
  }
  /** Tracks, each with its channels. */
  sound?: { codec: string; tracks: number[] }
  seconds?: number
  /** What the look must say of it. */
  says?: readonly string[]
  make: (path: string, folder: string) => Promise<unknown>
}

const ffmpeg = (args: readonly string[]) => run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args])
const seconds = 2

type Shot = { size?: string; fps?: string; pixels?: string }
const shot = ({ size = '640x360', fps = '25', pixels = 'yuv420p' }: Shot = {}) => [
  ...[
    '-f',
    'lavfi',
    '-i',
    `testsrc2=size=${size}:rate=${fps}:duration=${seconds},gblur=sigma=1.2,format=${pixels}`,
  ],
]
const fields = ({ size = '720x576', pixels = 'yuv420p' }: Shot = {}, first: 'top' | 'bottom' = 'top') => [
  ...['-f', 'lavfi', '-i'],
  `testsrc2=size=${size}:rate=50:duration=${seconds},gblur=sigma=1.2,format=${pixels},` +
    `tinterlace=mode=interleave_${first},setfield=${first === 'top' ? 'tff' : 'bff'}`,
]
const voices = (channels: number, layout: string, rate = 48_000) => {
  const waves = Array.from({ length: channels }, (_, n) => `0.1*sin(2*PI*${300 + 70 * n}*t)`)
  return ['-f', 'lavfi', '-i', `aevalsrc='${waves.join('|')}':s=${rate}:d=${seconds}:c=${layout}`]
}
const stereo = voices(2, 'stereo')
const mono = voices(1, 'mono')
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25']
const x265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none']
const aac = ['-c:a', 'aac', '-b:a', '128k']
const interlaced = ['-flags', '+ildct+ilme']
const h264 = (size = '640x360') => ({ codec: 'h264', size, pixels: 'yuv420p', scan: 'progressive' as const })
const made =
  (...args: readonly (string | readonly string[])[]) =>
  (path: string) =>
    ffmpeg([...args.flat(), path])

const containers: Source[] = [
  {
    name: 'MP4, H.264, AAC',
    from: 'cameras, phones, editing suites',
    file: 'a.mp4',
    picture: { ...h264(), fps: 25 },
    sound: { codec: 'aac', tracks: [2] },
    make: made(shot(), stereo, x264, aac),
  },
  {
    name: 'MP4, HEVC, AAC',
    from: 'phones',
    file: 'b.mp4',
    picture: { codec: 'hevc', size: '640x360', fps: 25 },
    sound: { codec: 'aac', tracks: [2] },
    make: made(shot(), stereo, x265, '-tag:v', 'hvc1', aac),
  },
  {
    name: 'MOV, HEVC 10 bit HLG, AAC',
    from: 'newer phones',
    file: 'c.mov',
    picture: { codec: 'hevc', size: '1280x720', pixels: 'yuv420p10le' },
    sound: { codec: 'aac', tracks: [2] },
    says: ['colour_wide'],
    make: made(
      shot({ size: '1280x720', pixels: 'yuv420p10le' }),
      stereo,
      ['-c:v', 'libx265', '-preset', 'ultrafast', '-tag:v', 'hvc1'],
      [
        '-x265-params',
        'log-level=none:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc:range=limited',
      ],
      aac,
    ),
  },
  {
    name: 'MOV, ProRes 422 HQ 10 bit, PCM',
    from: 'recorders, editing suites',
    file: 'd.mov',
    picture: { codec: 'prores', size: '640x360', pixels: 'yuv422p10le' },
    sound: { codec: 'pcm_s24le', tracks: [2] },
    make: made(shot({ pixels: 'yuv422p10le' }), stereo, [
      '-c:v',
      'prores',
      '-profile:v',
      '3',
      '-c:a',
      'pcm_s24le',
    ]),
  },
  {
    name: 'MXF, MPEG-2 4:2:2 interlaced (XDCAM HD422), two mono PCM tracks',
    from: 'broadcast cameras',
    file: 'e.mxf',
    picture: { codec: 'mpeg2video', size: '1920x1080', fps: 25, scan: 'top', pixels: 'yuv422p' },
    sound: { codec: 'pcm_s24le', tracks: [1, 1] },
    make: made(
      fields({ size: '1920x1080', pixels: 'yuv422p' }),
      mono,
      mono,
      ['-map', '0:v', '-map', '1:a', '-map', '2:a', '-c:v', 'mpeg2video', '-b:v', '50M', '-maxrate', '50M'],
      ['-bufsize', '17825792', '-profile:v', '0', '-level:v', '2', '-pix_fmt', 'yuv422p', '-top', '1'],
      [...interlaced, '-c:a', 'pcm_s24le'],
    ),
  },
  {
    name: 'MXF, DNxHD 4:2:2, PCM',
    from: 'Avid',
    file: 'f.mxf',
    picture: { codec: 'dnxhd', size: '1920x1080', fps: 25, pixels: 'yuv422p' },
    sound: { codec: 'pcm_s16le', tracks: [2] },
    make: made(shot({ size: '1920x1080', pixels: 'yuv422p' }), stereo, [
      '-c:v',
      'dnxhd',
      '-b:v',
      '120M',
      '-c:a',
      'pcm_s16le',
    ]),
  },
  {
    name: 'MOV, H.264 4:2:2 10 bit, PCM',
    from: 'mirrorless cameras',
    file: 'g.mov',
    picture: { codec: 'h264', size: '640x360', pixels: 'yuv422p10le' },
    sound: { codec: 'pcm_s16le', tracks: [2] },
    make: made(shot({ pixels: 'yuv422p10le' }), stereo, x264, ['-c:a', 'pcm_s16le']),
  },
  {
    name: 'MPEG-TS, H.264, MP2',
    from: 'receivers',
    file: 'h.ts',
    picture: { ...h264(), fps: 25 },
    sound: { codec: 'mp2', tracks: [2] },
    make: made(shot(), stereo, x264, ['-c:a', 'mp2', '-b:a', '192k']),
  },
  {
    name: 'MTS with 192-byte packets, H.264 interlaced, AC-3',
    from: 'AVCHD cameras',
    file: 'i.mts',
    picture: { codec: 'h264', size: '1920x1080', fps: 25, scan: 'top' },
    sound: { codec: 'ac3', tracks: [2] },
    make: made(fields({ size: '1920x1080' }), stereo, x264, ['-x264-params', 'tff=1'], interlaced, [
      ...['-c:a', 'ac3', '-f', 'mpegts', '-mpegts_m2ts_mode', '1'],
    ]),
  },
  {
    name: 'MPEG programme stream, MPEG-2 interlaced, MP2',
    from: 'DVD recorders',
    file: 'j.mpg',
    picture: { codec: 'mpeg2video', size: '720x576', fps: 25, scan: 'top' },
    sound: { codec: 'mp2', tracks: [2] },
    make: made(fields(), stereo, ['-c:v', 'mpeg2video', '-b:v', '6M', '-top', '1'], interlaced, [
      '-c:a',
      'mp2',
      '-f',
      'vob',
    ]),
  },
  {
    name: 'AVI, DV interlaced, PCM',
    from: 'tape cameras',
    file: 'k.avi',
    picture: { codec: 'dvvideo', size: '720x576', fps: 25 },
    sound: { codec: 'pcm_s16le', tracks: [2] },
    make: made(fields({}, 'bottom'), stereo, ['-c:v', 'dvvideo', '-c:a', 'pcm_s16le']),
  },
  {
    name: 'DV as it comes from the tape',
    from: 'tape cameras',
    file: 'l.dv',
    picture: { codec: 'dvvideo', size: '720x576', fps: 25 },
    sound: { codec: 'pcm_s16le', tracks: [2] },
    make: made(fields({}, 'bottom'), stereo, ['-target', 'pal-dv']),
  },
  {
    name: 'AVI, MPEG-4, MP3',
    from: 'older files',
    file: 'm.avi',
    picture: { codec: 'mpeg4', size: '640x360', fps: 25 },
    sound: { codec: 'mp3', tracks: [2] },
    make: made(shot(), stereo, ['-c:v', 'mpeg4', '-c:a', 'libmp3lame']),
  },
  {
    name: 'MKV, H.264, FLAC',
    from: 'screen recorders',
    file: 'n.mkv',
    picture: h264(),
    sound: { codec: 'flac', tracks: [2] },
    make: made(shot(), stereo, x264, ['-c:a', 'flac']),
  },
  {
    name: 'WebM, VP8, Vorbis',
    from: 'browsers',
    file: 'o.webm',
    picture: { codec: 'vp8', size: '640x360' },
    sound: { codec: 'vorbis', tracks: [2] },
    make: made(shot(), stereo, ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis']),
  },
  {
    name: 'WebM that declares no length',
    from: 'browsers, recorders that lost their power',
    file: 'o-live.webm',
    picture: { codec: 'vp8', size: '640x360' },
    sound: { codec: 'vorbis', tracks: [2] },
    make: made(shot(), stereo, [
      '-c:v',
      'libvpx',
      '-deadline',
      'realtime',
      '-c:a',
      'libvorbis',
      '-live',
      '1',
    ]),
  },
  {
    name: '3GP, H.263, AMR',
    from: 'older phones',
    file: 'p.3gp',
    picture: { codec: 'h263', size: '176x144', fps: 15 },
    sound: { codec: 'amr_nb', tracks: [1] },
    make: async (path, folder) => {
      const voice = await spoken(join(folder, 'voice.amr-nb'))
      await ffmpeg([
        ...shot({ size: '176x144', fps: '15' }),
        '-i',
        voice,
        '-c:v',
        'h263',
        '-c:a',
        'copy',
        path,
      ])
    },
  },
  {
    name: '3GP, H.264, AAC',
    from: 'phones',
    file: 'q.3gp',
    picture: h264('320x240'),
    sound: { codec: 'aac', tracks: [1] },
    make: made(shot({ size: '320x240' }), mono, x264, aac),
  },
]

const rates: Source[] = (
  [
    ['24000/1001', 23.976],
    ['24', 24],
    ['25', 25],
    ['30000/1001', 29.97],
    ['30', 30],
    ['50', 50],
    ['60000/1001', 59.94],
    ['60', 60],
  ] as const
).map(([fps, shown]) => ({
  name: `${shown} pictures a second`,
  from: 'cameras and phones',
  file: `rate-${shown}.mp4`,
  picture: { ...h264(), fps: shown },
  sound: { codec: 'aac', tracks: [2] },
  ...(shown === 25 || shown === 50 ? {} : { says: ['frame_rate'] }),
  make: made(shot({ fps }), stereo, x264, aac),
}))

const oddities: Source[] = [
  {
    name: 'a rate that varies',
    from: 'phones, screen recorders',
    file: 'varies.mp4',
    picture: h264(),
    sound: { codec: 'aac', tracks: [2] },
    says: ['variable_rate'],
    make: made(
      shot({ fps: '30' }),
      stereo,
      ['-vf', "select='not(eq(mod(n,7),3)+eq(mod(n,11),5))'", '-fps_mode', 'vfr'],
      x264,
      aac,
    ),
  },
  ...([90, 180, 270] as const).map((rotation) => ({
    name: `a phone held at ${rotation} degrees`,
    from: 'phones',
    file: `turned-${rotation}.mp4`,
    picture: { ...h264(), rotation },
    sound: { codec: 'aac', tracks: [2] },
    says: ['rotated'],
    make: async (path: string) => {
      await ffmpeg([...shot(), ...stereo, ...x264, ...aac, `${path}.upright.mp4`])
      const turn = ['-metadata:s:v', `rotate=${360 - rotation}`]
      await ffmpeg(['-i', `${path}.upright.mp4`, '-c', 'copy', ...turn, path])
    },
  })),
  {
    name: 'mono sound',
    from: 'one microphone',
    file: 'mono.mp4',
    picture: h264(),
    sound: { codec: 'aac', tracks: [1] },
    make: made(shot(), mono, x264, aac),
  },
  {
    name: '5.1 sound',
    from: 'newer cameras',
    file: 'surround.mp4',
    picture: h264(),
    sound: { codec: 'aac', tracks: [6] },
    make: made(shot(), voices(6, '5.1'), x264, ['-c:a', 'aac', '-b:a', '320k']),
  },
  {
    name: 'sound from all around (ambisonic)',
    from: 'cameras that look all around',
    file: 'around.mkv',
    picture: h264(),
    sound: { codec: 'opus', tracks: [4] },
    make: made(shot(), voices(4, '4.0'), x264, ['-c:a', 'libopus', '-mapping_family', '2']),
  },
  {
    name: 'several sound tracks',
    from: 'editing suites',
    file: 'several.mov',
    picture: h264(),
    sound: { codec: 'pcm_s16le', tracks: [2, 2] },
    says: ['several_tracks'],
    make: made(shot(), stereo, stereo, ['-map', '0:v', '-map', '1:a', '-map', '2:a'], x264, [
      ...['-c:a', 'pcm_s16le', '-metadata:s:a:0', 'language=vie', '-metadata:s:a:1', 'language=eng'],
    ]),
  },
  {
    name: 'no sound',
    from: 'drones',
    file: 'silent.mp4',
    picture: h264(),
    says: ['no_sound'],
    make: made(shot(), x264),
  },
  {
    name: 'UHD',
    from: 'phones, drones',
    file: 'uhd.mp4',
    picture: h264('3840x2160'),
    sound: { codec: 'aac', tracks: [2] },
    make: made(shot({ size: '3840x2160' }), stereo, x264, aac),
  },
  {
    name: 'narrow PAL with pixels that are not square',
    from: 'DVD recorders',
    file: 'pal.mpg',
    picture: { codec: 'mpeg2video', size: '720x576', fps: 25 },
    sound: { codec: 'mp2', tracks: [2] },
    make: made(shot({ size: '720x576' }), stereo, [
      '-aspect',
      '16:9',
      '-c:v',
      'mpeg2video',
      '-b:v',
      '6M',
      '-c:a',
      'mp2',
    ]),
  },
]

const sound = (
  name: string,
  from: string,
  file: string,
  codec: string,
  channels: number,
  ...args: string[]
): Source => ({
  name,
  from,
  file,
  sound: { codec, tracks: [channels] },
  says: ['no_picture'],
  make: made(channels === 1 ? mono : stereo, args),
})

const sounds: Source[] = [
  sound('WAV, 16 bit', 'everything', 'a.wav', 'pcm_s16le', 2),
  sound(
    'BWF, 24 bit with its bext chunk',
    'sound recorders',
    'b.wav',
    'pcm_s24le',
    2,
    '-c:a',
    'pcm_s24le',
    '-write_bext',
    '1',
    '-metadata',
    'originator=May ghi',
    '-metadata',
    'coding_history=A=PCM',
  ),
  sound('RF64', 'long recordings', 'c.wav', 'pcm_s16le', 2, '-rf64', 'always'),
  sound('WAV, 32 bit float', 'newer sound recorders', 'd.wav', 'pcm_f32le', 2, '-c:a', 'pcm_f32le'),
  sound('FLAC', 'archives', 'e.flac', 'flac', 2),
  sound('MP3, constant rate', 'everywhere', 'f.mp3', 'mp3', 2, '-b:a', '128k'),
  sound('MP3, variable rate, mono', 'voice recorders', 'g.mp3', 'mp3', 1, '-q:a', '4'),
  sound('AAC without a container', 'radio', 'h.aac', 'aac', 2),
  sound('M4A, AAC', 'phones', 'i.m4a', 'aac', 2),
  sound('M4A, ALAC', 'Apple', 'j.m4a', 'alac', 2, '-c:a', 'alac'),
  sound('Opus', 'messages', 'k.opus', 'opus', 1, '-c:a', 'libopus'),
  sound('Ogg Vorbis', 'free software', 'l.ogg', 'vorbis', 2, '-c:a', 'libvorbis'),
  sound('WMA', 'Windows', 'm.wma', 'wmav2', 2),
  sound('AIFF', 'Apple', 'n.aiff', 'pcm_s16be', 2),
  sound('CAF', 'Apple', 'o.caf', 'pcm_s16le', 2, '-c:a', 'pcm_s16le'),
  {
    name: 'AMR narrow band',
    from: 'phones',
    file: 'p.amr',
    sound: { codec: 'amr_nb', tracks: [1] },
    says: ['no_picture'],
    make: spoken,
  },
  {
    name: 'AMR wide band',
    from: 'phones',
    file: 'q.amr',
    sound: { codec: 'amr_wb', tracks: [1] },
    says: ['no_picture'],
    // No encoder comes with Debian: frames of 12.65 kbit/s (3GPP TS 26.201) whose speech is chance.
    make: async (path) => {
      const speech = noise(50 * seconds * 32, 5)
      const frames = Array.from({ length: 50 * seconds }, (_, n) => [
        Buffer.from([0x14]),
        speech.subarray(n * 32, n * 32 + 32),
      ])
      await writeFile(path, Buffer.concat([Buffer.from('#!AMR-WB\n'), ...frames.flat()]))
    },
  },
]

/** A voice as an older phone would keep it: sox has the encoder that ffmpeg lacks. */
async function spoken(path: string): Promise<string> {
  const tone = ['synth', `${seconds}`, 'sine', '300', 'sine', '700', 'gain', '-9']
  await run('sox', ['-n', '-r', '8000', '-c', '1', '-t', 'amr-nb', path, ...tone])
  return path
}

export const sources: readonly Source[] = [...containers, ...rates, ...oddities, ...sounds]

/** Makes a source in a folder of its own below `root`. */
export async function aSourceFile(root: string, source: Source): Promise<string> {
  const folder = await mkdtemp(join(root, 'source-'))
  const path = join(folder, source.file)
  await source.make(path, folder)
  return path
}

/** The table of docs/sources.md. */
export function sourcesTable(): string {
  const line = ({ name, from, picture, sound, says }: Source) => {
    const seen = picture
      ? [
          picture.codec,
          picture.size,
          picture.pixels,
          picture.fps && `${picture.fps}/s`,
          picture.scan === 'top' && 'interlaced',
        ]
      : ['none']
    const heard = sound
      ? `${sound.codec}, ${sound.tracks.map((channels) => `${channels}`).join(' + ')} ch`
      : 'none'
    return `| ${name} | ${from} | ${seen.filter(Boolean).join(', ')} | ${heard} | ${says?.join(', ') ?? ''} |`
  }
  const head = ['| source | from | picture | sound | said of it |', '|---|---|---|---|---|']
  return [...head, ...sources.map(line)].join('\n')
}
