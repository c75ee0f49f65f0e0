import type { Fraction } from './facts.ts'
import type { LoudnessTarget } from './normalise.ts'

/** A station's file specification as data. Any change of a figure raises the version. */
export type StationPreset = {
  version: number
  extension: string
  /** As ffprobe names it. */
  container: string
  picture: {
    codec: string
    width: number
    height: number
    fps: Fraction
    scan: 'progressive' | 'interlaced'
    options: readonly string[]
  }
  sound: {
    codec: string
    sampleRateHz: number
    /** One track of two channels, or left and right as tracks of their own, as XDCAM has them. */
    tracks: 'stereo' | 'mono_pair'
    options: readonly string[]
    /** Container the sound is made in before it joins the picture. */
    extension: string
  }
  target: LoudnessTarget
  options: readonly string[]
}

const ebuR128 = { loudnessLufs: -23, toleranceLu: 0.1, ceilingDbtp: -1 }
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

const h264Mp4: StationPreset = {
  version: 1,
  extension: 'mp4',
  container: 'mp4',
  picture: {
    codec: 'h264',
    width: 1920,
    height: 1080,
    fps: { num: 25, den: 1 },
    scan: 'progressive',
    options: [
      ...[
        '-c:v',
        'libx264',
        '-preset',
        'veryfast',
        '-profile:v',
        'high',
        '-level:v',
        '4.1',
        '-pix_fmt',
        'yuv420p',
      ],
      ...[
        '-b:v',
        '12M',
        '-maxrate',
        '15M',
        '-bufsize',
        '15M',
        '-g',
        '25',
        '-bf',
        '2',
        '-flags:v',
        '+cgop+bitexact',
      ],
      ...bt709,
    ],
  },
  sound: {
    codec: 'aac',
    sampleRateHz: 48_000,
    tracks: 'stereo',
    options: ['-c:a', 'aac', '-b:a', '256k', '-ar', '48000'],
    extension: 'm4a',
  },
  target: { ...ebuR128, overshootDb: 0.5 },
  options: ['-movflags', '+faststart', '-f', 'mp4'],
}

// The buffer and the quantiser's options are those of Sony's own files; without them decks refuse the stream.
const xdcamMxf: StationPreset = {
  version: 1,
  extension: 'mxf',
  container: 'mxf',
  picture: {
    codec: 'mpeg2video',
    width: 1920,
    height: 1080,
    fps: { num: 25, den: 1 },
    scan: 'interlaced',
    options: [
      ...['-c:v', 'mpeg2video', '-profile:v', '0', '-level:v', '2', '-pix_fmt', 'yuv422p'],
      ...['-b:v', '50M', '-minrate', '50M', '-maxrate', '50M', '-bufsize', '17825792'],
      ...[
        '-rc_init_occupancy',
        '17825792',
        '-rc_max_vbv_use',
        '1',
        '-rc_min_vbv_use',
        '1',
        '-lmin',
        '1*QP2LAMBDA',
      ],
      ...['-intra_vlc', '1', '-non_linear_quant', '1', '-qmin', '1', '-qmax', '12', '-dc', '10'],
      ...[
        '-g',
        '12',
        '-bf',
        '2',
        '-sc_threshold',
        '1000000000',
        '-flags:v',
        '+ildct+ilme+bitexact',
        '-top',
        '1',
      ],
      ...bt709,
    ],
  },
  sound: {
    codec: 'pcm_s24le',
    sampleRateHz: 48_000,
    tracks: 'mono_pair',
    options: ['-c:a', 'pcm_s24le', '-ar', '48000'],
    extension: 'wav',
  },
  target: { ...ebuR128, overshootDb: 0 },
  options: ['-f', 'mxf'],
}

export const stationPresets = {
  'h264-mp4-1080p25': h264Mp4,
  'xdcam-hd422-mxf': xdcamMxf,
} as const satisfies Record<string, StationPreset>

export type PresetKey = keyof typeof stationPresets
