import type { Fraction } from './facts.ts'
import type { LoudnessTarget } from './normalise.ts'

/** What runs before the programme, in this order; all zero where the station wants none. */
export type Leader = {
  /** Colour bars (SMPTE RP 219). */
  barsMs: number
  /** A 1 kHz sine at -18 dBFS (EBU R 68) under the bars; else silence. */
  tone: boolean
  /** Seconds counted down in large figures, nine at most, in silence. */
  countdownMs: number
  /** Black and silence right before the programme. */
  blackMs: number
}

/** What one sound track of the file carries. */
type Channel = 'left' | 'right' | 'silence'

/** Sound tracks, each with its channels: one stereo track, or mono tracks as XDCAM has them, the rest silent. */
export const trackLayouts = {
  stereo: [['left', 'right']],
  mono_2: [['left'], ['right']],
  mono_4: [['left'], ['right'], ['silence'], ['silence']],
  mono_8: [['left'], ['right'], ...Array.from({ length: 6 }, (): Channel[] => ['silence'])],
} as const satisfies Record<string, readonly (readonly Channel[])[]>

export type TrackLayout = keyof typeof trackLayouts

/** What a station may want otherwise than the preset has it. */
export type PresetSettings = {
  leader: Leader
  /** Time code of the file's first frame, leader included, as 10:00:00:00 at 25 frames; null for none. */
  startTimecode: string | null
  trackLayout: TrackLayout
  /** Of the file's name, without its ending; the caller fills in {work}, {version}, {preset}, {language}, {date}. */
  namePattern: string
}

/** A station's file specification as data. Any change of a figure raises the version. */
export type StationPreset = PresetSettings & {
  version: number
  extension: string
  mediaType: string
  /** As ffprobe names it. */
  container: string
  picture: {
    codec: string
    width: number
    height: number
    fps: Fraction
    scan: 'progressive' | 'interlaced'
    pixelFormat: 'yuv420p' | 'yuv422p'
    bitRate: number
    options: readonly string[]
  }
  sound: {
    codec: string
    sampleRateHz: number
    /** Of one track. */
    bitRate: number
    /** Layouts that the container and codec can carry. */
    layouts: readonly TrackLayout[]
    options: readonly string[]
    /** Container the sound is made in before it joins the picture. */
    extension: string
    /** What the encoder puts in front, where that container does not tell. */
    delayMs?: number
  }
  /** Whether the container carries a start time code. */
  timecode: boolean
  /** Of the whole stream, where it is constant, in bit/s. */
  muxRate: number | null
  /** CPU ms that a second of noisy 1080p25 took to make, measuring included; for a machine that has made none yet. */
  cpuMsPerSecond: number
  target: LoudnessTarget
  options: readonly string[]
}

const ebuR128 = { loudnessLufs: -23, toleranceLu: 0.1, ceilingDbtp: -1 }
const words = (text: string) => text.split(' ')
const bt709 = words('-color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv')
const hd = { width: 1920, height: 1080, fps: { num: 25, den: 1 } }
const none = { barsMs: 0, tone: false, countdownMs: 0, blackMs: 0 }
const usual = { leader: none, startTimecode: null, namePattern: '{work}_b{version}_{preset}' } as const

const h264 = (rate: string, fields: string) => [
  ...words('-c:v libx264 -preset veryfast -profile:v high -level:v 4.1 -pix_fmt yuv420p'),
  ...words(`${rate} -g 25 -bf 2 -flags:v +cgop+bitexact${fields}`),
  ...bt709,
]

const mp4 = {
  ...usual,
  trackLayout: 'stereo',
  extension: 'mp4',
  mediaType: 'video/mp4',
  container: 'mp4',
  sound: {
    codec: 'aac',
    sampleRateHz: 48_000,
    bitRate: 256_000,
    layouts: ['stereo'],
    options: words('-c:a aac -b:a 256k -ar 48000'),
    extension: 'm4a',
  },
  timecode: true,
  muxRate: null,
  target: { ...ebuR128, overshootDb: 0.5 },
  options: words('-movflags +faststart -f mp4'),
} as const

const h264Mp4Progressive: StationPreset = {
  ...mp4,
  version: 2,
  picture: {
    ...hd,
    codec: 'h264',
    scan: 'progressive',
    pixelFormat: 'yuv420p',
    bitRate: 12_000_000,
    options: h264('-b:v 12M -maxrate 15M -bufsize 15M', ''),
  },
  cpuMsPerSecond: 1500,
}

const h264Mp4Interlaced: StationPreset = {
  ...mp4,
  version: 1,
  picture: {
    ...hd,
    codec: 'h264',
    scan: 'interlaced',
    pixelFormat: 'yuv420p',
    bitRate: 12_000_000,
    options: [...h264('-b:v 12M -maxrate 15M -bufsize 15M', '+ildct+ilme'), ...words('-x264-params tff=1')],
  },
  cpuMsPerSecond: 1700,
}

// The buffer is half a second of bits: a frame is never late in a stream that is sent 0.7 s ahead, as ffmpeg does.
// No cuts between the key frames, so that a receiver finds one each second.
const h264CbrTs: StationPreset = {
  ...usual,
  trackLayout: 'stereo',
  version: 1,
  extension: 'ts',
  mediaType: 'video/mp2t',
  container: 'mpegts',
  picture: {
    ...hd,
    codec: 'h264',
    scan: 'interlaced',
    pixelFormat: 'yuv420p',
    bitRate: 12_000_000,
    options: [
      ...h264('-b:v 12M -minrate 12M -maxrate 12M -bufsize 6M -sc_threshold 0', '+ildct+ilme'),
      ...words('-x264-params tff=1:nal-hrd=cbr:force-cfr=1'),
    ],
  },
  sound: {
    codec: 'mp2',
    sampleRateHz: 48_000,
    bitRate: 384_000,
    layouts: ['stereo'],
    options: words('-c:a mp2 -b:a 384k -ar 48000'),
    // Time stamps are whole ms there, as frames of 24 ms are.
    extension: 'mka',
    // 481 samples of the filter bank, of which Matroska keeps no record.
    delayMs: 10,
  },
  timecode: false,
  muxRate: 14_000_000,
  cpuMsPerSecond: 1700,
  target: { ...ebuR128, overshootDb: 0.5 },
  options: words('-muxrate 14M -pcr_period 20 -f mpegts'),
}

// The buffer and the quantiser's options are those of Sony's own files; without them decks refuse the stream.
const xdcamMxf: StationPreset = {
  ...usual,
  startTimecode: '10:00:00:00',
  trackLayout: 'mono_2',
  version: 2,
  extension: 'mxf',
  mediaType: 'application/mxf',
  container: 'mxf',
  picture: {
    ...hd,
    codec: 'mpeg2video',
    scan: 'interlaced',
    pixelFormat: 'yuv422p',
    bitRate: 50_000_000,
    options: [
      ...words('-c:v mpeg2video -profile:v 0 -level:v 2 -pix_fmt yuv422p'),
      ...words('-b:v 50M -minrate 50M -maxrate 50M -bufsize 17825792 -rc_init_occupancy 17825792'),
      ...words('-rc_max_vbv_use 1 -rc_min_vbv_use 1 -lmin 1*QP2LAMBDA'),
      ...words('-intra_vlc 1 -non_linear_quant 1 -qmin 1 -qmax 12 -dc 10'),
      ...words('-g 12 -bf 2 -sc_threshold 1000000000 -flags:v +ildct+ilme+bitexact'),
      ...bt709,
    ],
  },
  sound: {
    codec: 'pcm_s24le',
    sampleRateHz: 48_000,
    bitRate: 1_152_000,
    layouts: ['mono_2', 'mono_4', 'mono_8'],
    options: words('-c:a pcm_s24le -ar 48000'),
    extension: 'wav',
  },
  timecode: true,
  muxRate: null,
  cpuMsPerSecond: 1600,
  target: { ...ebuR128, overshootDb: 0 },
  options: words('-f mxf'),
}

export const stationPresets = {
  'h264-mp4-1080i25': h264Mp4Interlaced,
  'h264-mp4-1080p25': h264Mp4Progressive,
  'h264-cbr-ts-1080i25': h264CbrTs,
  'xdcam-hd422-mxf': xdcamMxf,
} as const satisfies Record<string, StationPreset>

export type PresetKey = keyof typeof stationPresets

/** A preset as one station wants it; pure. What the container cannot carry stays as the preset has it. */
export function presetWith(key: PresetKey, settings: Partial<PresetSettings>): StationPreset {
  const preset: StationPreset = stationPresets[key]
  const { leader, startTimecode, trackLayout, namePattern } = settings
  return {
    ...preset,
    ...(leader ? { leader } : {}),
    ...(startTimecode !== undefined && preset.timecode ? { startTimecode } : {}),
    ...(trackLayout && preset.sound.layouts.includes(trackLayout) ? { trackLayout } : {}),
    ...(namePattern ? { namePattern } : {}),
  }
}
