import { leaderFrames } from './deliver-leader.ts'
import { displaySize } from './display-size.ts'
import type { Fraction, MediaFacts, PictureFacts } from './facts.ts'
import { type Deinterlace, isCombed } from './fields.ts'
import { type StationPreset, trackLayouts } from './presets.ts'
import { isPair } from './sound-choice.ts'

/** One thing the delivery changes; the caller has the words. */
export type Difference = {
  code:
    | 'container'
    | 'picture_codec'
    | 'size'
    | 'shape'
    | 'rate'
    | 'scan'
    | 'field_order'
    | 'chroma'
    | 'depth'
    | 'sound_codec'
    | 'sample_rate'
    | 'channels'
    | 'tracks'
    | 'leader'
    | 'start_timecode'
  from: string
  to: string
}

/** What a preset changes in a recording, as data; pure. Loudness is measured, so it is not among these. */
export function describeDifferences(
  facts: MediaFacts,
  preset: StationPreset,
  deinterlace: Deinterlace = 'auto',
): Difference[] {
  const { sound: heard, picture: wanted } = preset
  const sound = facts.sound[0]
  const leaderSeconds = (leaderFrames(preset) * wanted.fps.den) / wanted.fps.num
  const all: Difference[] = [
    { code: 'container', from: containerName(facts.container), to: preset.container },
    ...(facts.picture ? pictureDifferences(facts.picture, wanted, deinterlace) : []),
    ...(sound
      ? ([
          { code: 'sound_codec', from: sound.codec, to: heard.codec },
          { code: 'sample_rate', from: `${sound.sampleRateHz}`, to: `${heard.sampleRateHz}` },
          ...channelDifferences(facts, preset),
        ] as const)
      : []),
    { code: 'leader', from: '0', to: `${leaderSeconds}` },
    { code: 'start_timecode', from: '', to: (preset.timecode && preset.startTimecode) || '' },
  ]
  return all.filter(({ from, to }) => from !== to)
}

/** A pair of mono tracks is stereo in another wrapping; anything else is counted by the channels of its first track. */
function channelDifferences(facts: MediaFacts, preset: StationPreset): Difference[] {
  const [first] = facts.sound
  if (!first) return []
  const tracks = trackLayouts[preset.trackLayout].length
  return [
    { code: 'channels', from: isPair(facts) ? '2' : `${first.channels}`, to: '2' },
    { code: 'tracks', from: `${facts.sound.length}`, to: `${tracks}` },
  ]
}

function pictureDifferences(
  picture: PictureFacts,
  wanted: StationPreset['picture'],
  deinterlace: Deinterlace,
): Difference[] {
  const shown = displaySize(picture)
  const fields = isCombed(picture, deinterlace)
  const reordered = fields && wanted.scan === 'interlaced' && picture.fieldOrder === 'bottom'
  const pixels = picture.pixelFormat
  return [
    { code: 'picture_codec', from: picture.codec, to: wanted.codec },
    { code: 'size', from: `${picture.width}x${picture.height}`, to: `${wanted.width}x${wanted.height}` },
    { code: 'shape', from: shape(shown.width, shown.height), to: shape(wanted.width, wanted.height) },
    { code: 'rate', from: rate(picture.fps), to: rate(wanted.fps) },
    { code: 'scan', from: fields ? 'interlaced' : 'progressive', to: wanted.scan },
    { code: 'field_order', from: reordered ? 'bottom' : 'top', to: 'top' },
    {
      code: 'chroma',
      from: chroma(pixels) ?? chroma(wanted.pixelFormat) ?? '',
      to: chroma(wanted.pixelFormat) ?? '',
    },
    { code: 'depth', from: pixels === null ? '8' : depth(pixels), to: depth(wanted.pixelFormat) },
  ]
}

const rate = ({ num, den }: Fraction) => `${Math.round((num * 100) / den) / 100}`
const shape = (width: number, height: number) => (width / height).toFixed(2)

/** "4:2:2" of a pixel format as ffmpeg names it; undefined for RGB, grey and what is unknown. */
function chroma(pixelFormat: string | null): string | undefined {
  const digits = /^(?:yuvj?|yuva)(\d)(\d)(\d)p/.exec(pixelFormat ?? '')
  if (digits) return digits.slice(1, 4).join(':')
  return /^(nv12|p01\d)/.test(pixelFormat ?? '') ? '4:2:0' : undefined
}

const depth = (pixelFormat: string) => /p0?(9|10|12|14|16)(?:le|be)?$/.exec(pixelFormat)?.[1] ?? '8'

/** ffprobe answers with every name of a family; the first word people use is enough. */
function containerName(names: string): string {
  if (names.startsWith('mov')) return 'mp4'
  return names.split(',')[0] ?? names
}
