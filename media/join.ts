import { createHash } from 'node:crypto'
import { MediaError } from './media-error.ts'
import { type PacketFacts, readPacketFacts } from './packets.ts'
import { runFfprobe } from './run-ffprobe.ts'

/** All that two files must share so that one may follow the other by copying packets; plain JSON. */
export type JoinFacts = {
  picture: {
    codec: string
    profile: string
    level: number
    size: string
    sampleAspect: string
    pixelFormat: string
    scan: string
    /** Range, matrix, transfer, primaries. */
    colour: string
    rate: string
    timeBase: string
    /** `closed 1s`, or what it is instead. */
    gop: string
    /** Of the decoder's set-up: parameter sets. */
    extradata: string
  } | null
  sound: {
    codec: string
    profile: string
    sampleRateHz: number
    channels: number
    layout: string
    format: string
    extradata: string
  }[]
}

/** A property in which two files differ, with both values; the caller has the words. */
export type JoinDifference = { property: string; first: string; second: string }

type RawStream = Record<string, unknown> & { codec_type?: string; disposition?: Record<string, number> }

const entries =
  'stream=index,codec_type,codec_name,profile,level,width,height,sample_aspect_ratio,pix_fmt,field_order,color_range,' +
  'color_space,color_transfer,color_primaries,r_frame_rate,avg_frame_rate,time_base,extradata_hash,sample_rate,' +
  'channels,channel_layout,sample_fmt,bits_per_raw_sample,bits_per_sample:stream_disposition=attached_pic'

/**
 * Reads what joining depends on, from headers and packets.
 * @param packets of the picture, where somebody has read them already
 * @throws MediaError unreadable, and those of reading packets
 */
export async function readJoinFacts(
  path: string,
  options: { packets?: PacketFacts; signal?: AbortSignal | undefined } = {},
): Promise<JoinFacts> {
  const printed = await runFfprobe(
    path,
    ['-show_data_hash', 'sha256', '-show_entries', entries],
    options.signal,
  )
  const streams = (printed.streams ?? []) as RawStream[]
  if (streams.length === 0) throw new MediaError('unreadable', 'read join facts')
  const picture = streams.find(
    ({ codec_type, disposition }) => codec_type === 'video' && !disposition?.attached_pic,
  )
  const packets =
    options.packets ??
    (picture && (await readPacketFacts(path, { stream: String(picture.index), signal: options.signal })))
  return {
    picture: picture && packets ? pictureFacts(picture, packets) : null,
    sound: streams.filter(({ codec_type }) => codec_type === 'audio').map(soundFacts),
  }
}

const said = (value: unknown) => (value === undefined || value === null ? 'unknown' : String(value))

function pictureFacts(stream: RawStream, packets: PacketFacts): NonNullable<JoinFacts['picture']> {
  const { color_range, color_space, color_transfer, color_primaries } = stream
  return {
    codec: said(stream.codec_name),
    profile: said(stream.profile),
    level: Number(stream.level ?? -1),
    size: `${said(stream.width)}x${said(stream.height)}`,
    // An undeclared shape is shown as square pixels.
    sampleAspect: said(stream.sample_aspect_ratio ?? '1:1').replace('0:1', '1:1'),
    pixelFormat: said(stream.pix_fmt),
    scan: said(stream.field_order),
    colour: [color_range, color_space, color_transfer, color_primaries].map(said).join(' '),
    rate: rateOf(stream, packets),
    timeBase: said(stream.time_base),
    gop: gopOf(packets),
    extradata: said(stream.extradata_hash),
  }
}

/** From the packets where they stand evenly, for a container may claim any rate. */
function rateOf(stream: RawStream, { stepTicks, timeBase, reordered }: PacketFacts): string {
  if (stepTicks === null || reordered) return said(stream.r_frame_rate)
  const [num, den] = [timeBase.den, timeBase.num * stepTicks]
  const divisor = gcd(num, den)
  return `${num / divisor}/${den / divisor}`
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))

// A clip shorter than a second has a shorter GOP and joins all the same.
function gopOf({ longestGop, stepTicks, timeBase, reordered }: PacketFacts): string {
  if (reordered) return 'reordered'
  if (stepTicks === null) return longestGop === 1 ? 'closed 1s' : 'uneven'
  const seconds = (longestGop * stepTicks * timeBase.num) / timeBase.den
  return seconds <= 1.0001 ? 'closed 1s' : `${seconds.toFixed(2)}s`
}

function soundFacts(stream: RawStream): JoinFacts['sound'][number] {
  const bits = stream.bits_per_raw_sample ?? stream.bits_per_sample ?? 0
  return {
    codec: said(stream.codec_name),
    profile: said(stream.profile ?? ''),
    sampleRateHz: Number(stream.sample_rate ?? 0),
    channels: Number(stream.channels ?? 0),
    layout: said(stream.channel_layout),
    format: `${said(stream.sample_fmt)} ${bits}`,
    extradata: said(stream.extradata_hash),
  }
}

/** One word for a file's join facts: equal words may be joined by copying; pure. */
export function fingerprintOf(facts: JoinFacts): string {
  return createHash('sha256')
    .update(JSON.stringify(flat(facts)))
    .digest('hex')
}

/** @throws those of readJoinFacts */
export async function fingerprint(path: string, signal?: AbortSignal): Promise<string> {
  return fingerprintOf(await readJoinFacts(path, { signal }))
}

/**
 * Whether the second may follow the first by copying, and if not, every property in which they differ; pure.
 * @param except properties that do not matter in this container: see the caller
 */
export function mayJoin(
  first: JoinFacts,
  second: JoinFacts,
  except: readonly string[] = [],
): { ok: true } | { ok: false; why: JoinDifference[] } {
  const [one, other] = [new Map(flat(first)), new Map(flat(second))]
  const properties = [...new Set([...one.keys(), ...other.keys()])].filter((key) => !except.includes(key))
  const why = properties
    .map((property) => ({
      property,
      first: one.get(property) ?? 'none',
      second: other.get(property) ?? 'none',
    }))
    .filter((pair) => pair.first !== pair.second)
  return why.length === 0 ? { ok: true } : { ok: false, why }
}

/** `picture.codec`, `sound0.channels` and so on, always in the same order. */
function flat({ picture, sound }: JoinFacts): [property: string, value: string][] {
  const tracks = [['picture', picture] as const, ...sound.map((one, n) => [`sound${n}`, one] as const)]
  return tracks.flatMap(([name, facts]) =>
    Object.entries(facts ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]): [string, string] => [`${name}.${key}`, String(value)]),
  )
}
