import { displaySize } from '../../../media/display-size.ts'
import type { PictureFacts } from '../../../media/facts.ts'
import { named } from '../../words/technical-names.ts'
import { say } from '../../words/words.ts'
import { sayPreset } from '../delivery.words.ts'
import { lengthCode, timecodeOf } from './cues.ts'
import { bytesText, decimal } from './figures.ts'
import type { Told } from './gather.ts'

/** What the delivered file is, name and value by line, read from the file itself and not from what was asked for. */
export function aboutFile(told: Told): [string, string][] {
  const { language, programme, facts, place, programmeMs } = told
  const words = (key: string, values = {}) => say(language, `papers.${key}`, values)
  const { record } = programme
  const leader = lengthCode(record.leader.durationMs)
  const rows: [string, string | undefined][] = [
    ['file_name', programme.name],
    ['file_preset', sayPreset(language, told.preset)],
    ['file_size', words('bytes', { bytes: bytesText(language, programme.sizeBytes) })],
    [
      'file_length',
      words('frames', { length: lengthCode(record.durationMs), frames: bytesText(language, record.frames) }),
    ],
    ['file_start', record.startTimecode ?? words('no_timecode')],
    ['file_leader', record.leader.frames > 0 ? leader : words('no_leader')],
    ['file_programme', words('from_to', { from: timecodeOf(place, 0), to: timecodeOf(place, programmeMs) })],
    ['file_container', named(language, containerOf(facts.container))],
    ['file_picture', facts.picture && pictureLine(told, facts.picture)],
    ['file_sound', soundLine(told)],
    [
      'file_rate',
      facts.bitRate === null
        ? undefined
        : words('megabits', { rate: decimal(language, facts.bitRate / 1e6) }),
    ],
    ['file_hash', programme.sha256],
    ['source_name', told.source.name],
    ['source_hash', told.source.sha256],
    ['content_id', told.contentId],
  ]
  return rows.flatMap(([key, value]) => (value === undefined ? [] : [[words(key), value]]))
}

const containerOf = (names: string) => (names.startsWith('mov') ? 'mp4' : (names.split(',')[0] ?? names))

function pictureLine({ language }: Told, picture: PictureFacts): string {
  const words = (key: string, values = {}) => say(language, `papers.${key}`, values)
  const shown = displaySize(picture)
  const interlaced = picture.fieldOrder === 'top' || picture.fieldOrder === 'bottom'
  return words('picture_line', {
    codec: named(language, picture.codec),
    profile: picture.profile ?? '',
    size: `${shown.width} x ${shown.height}`,
    fps: decimal(language, picture.fps.num / picture.fps.den, 0),
    scan: words(interlaced ? `scan_${picture.fieldOrder}` : 'scan_progressive'),
    pixels: picture.pixelFormat ?? '',
  })
}

function soundLine({ language, facts }: Told): string {
  const [first] = facts.sound
  if (!first) return ''
  return say(language, 'papers.sound_line', {
    tracks: facts.sound.length,
    codec: named(language, first.codec),
    channels: first.channels,
    rate: bytesText(language, first.sampleRateHz),
  })
}
