import { mayDecode } from './allowed.ts'
import type { Fraction, MediaFacts, PictureFacts, SoundFacts } from './facts.ts'

/** The part of ffprobe's JSON we read. */
export type RawProbe = {
  error?: { code?: number; string?: string }
  format?: {
    format_name?: string
    duration?: string
    start_time?: string
    bit_rate?: string
    tags?: Record<string, string>
  }
  streams?: RawStream[]
}

export type RawStream = {
  index: number
  codec_type?: string
  codec_name?: string
  profile?: string
  width?: number
  height?: number
  sample_aspect_ratio?: string
  avg_frame_rate?: string
  r_frame_rate?: string
  field_order?: string
  pix_fmt?: string
  color_primaries?: string
  color_transfer?: string
  color_space?: string
  color_range?: string
  duration?: string
  bit_rate?: string
  channels?: number
  channel_layout?: string
  sample_rate?: string
  tags?: Record<string, string>
  disposition?: Record<string, number>
  side_data_list?: { rotation?: number }[]
}

/** ffprobe's JSON as facts; pure. A cover picture in a sound file is not a picture track. */
export function readFacts(printed: RawProbe, sizeBytes: number): MediaFacts {
  const streams = printed.streams ?? []
  const picture = streams.find((stream) => stream.codec_type === 'video' && !stream.disposition?.attached_pic)
  // Beside a phone's usual sound may lie one that only its maker reads.
  const sound = streams.filter(
    (stream) => stream.codec_type === 'audio' && (stream.channels ?? 0) > 0 && mayDecode(stream.codec_name),
  )
  const durations = streams.map((stream) => milliseconds(stream.duration) ?? 0)
  return {
    container: printed.format?.format_name ?? 'unknown',
    durationMs: milliseconds(printed.format?.duration) ?? Math.max(0, ...durations),
    startMs: milliseconds(printed.format?.start_time) ?? 0,
    sizeBytes,
    bitRate: count(printed.format?.bit_rate),
    ...(printed.format?.tags?.creation_time ? { recordedAt: printed.format.tags.creation_time } : {}),
    ...(picture ? { picture: readPicture(picture) } : {}),
    sound: sound.map(readSound),
  }
}

function readPicture(stream: RawStream): PictureFacts {
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    profile: stream.profile ?? null,
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    sampleAspect: fraction(stream.sample_aspect_ratio) ?? { num: 1, den: 1 },
    // The average is what was recorded; r_frame_rate guesses, and doubles for field-coded pictures.
    fps: fraction(stream.avg_frame_rate) ?? fraction(stream.r_frame_rate) ?? { num: 25, den: 1 },
    fieldOrder: fieldOrder(stream.field_order),
    pixelFormat: stream.pix_fmt ?? null,
    rotation: clockwise(stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0),
    durationMs: milliseconds(stream.duration),
    bitRate: count(stream.bit_rate),
    colour: readColour(stream),
  }
}

function readColour(stream: RawStream): NonNullable<PictureFacts['colour']> {
  const declared = (name: string | undefined) => (name === undefined || name === 'unknown' ? null : name)
  const format = stream.pix_fmt ?? ''
  // yuv420p10le, p010le, gbrp12be: the depth is the last number but that of the byte order; eight bits go unsaid.
  const bits = Number(/(?:p|gray|p0)(9|1[0246])(?:le|be)$/.exec(format)?.[1] ?? 8)
  return {
    primaries: declared(stream.color_primaries),
    transfer: declared(stream.color_transfer),
    matrix: declared(stream.color_space),
    range: declared(stream.color_range) ?? (format.startsWith('yuvj') ? 'pc' : null),
    bits,
  }
}

function readSound(stream: RawStream): SoundFacts {
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    channels: stream.channels ?? 0,
    layout: stream.channel_layout ?? null,
    sampleRateHz: count(stream.sample_rate) ?? 0,
    language: stream.tags?.language ?? null,
    durationMs: milliseconds(stream.duration),
  }
}

/** Display order counts: what is coded bottom first but shown top first is top first. */
function fieldOrder(order: string | undefined): PictureFacts['fieldOrder'] {
  if (order === 'progressive') return 'progressive'
  if (order === 'tt' || order === 'bt') return 'top'
  return order === 'bb' || order === 'tb' ? 'bottom' : 'unknown'
}

/** ffprobe counts anticlockwise and may say -90 for 270. */
function clockwise(rotation: number): number {
  return (((Math.round(-rotation / 90) * 90) % 360) + 360) % 360
}

function milliseconds(seconds: string | undefined): number | null {
  const value = Number(seconds)
  return seconds !== undefined && Number.isFinite(value) ? Math.round(value * 1000) : null
}

function count(text: string | undefined): number | null {
  const value = Number(text)
  return text !== undefined && Number.isFinite(value) && value > 0 ? value : null
}

function fraction(text: string | undefined): Fraction | null {
  const [num = 0, den = 0] = (text ?? '').split(/[:/]/).map(Number)
  return num > 0 && den > 0 ? { num, den } : null
}
