import type { MediaFacts } from '../../../media/facts.ts'
import type { Finding } from '../../../media/finding.ts'
import type { Loudness } from '../../../media/loudness.ts'
import { named } from '../../words/technical-names.ts'
import { type Language, say } from '../../words/words.ts'
import type { SourceJob, SourceRow } from '../sources.queries.ts'
import { judged } from './judged.rules.ts'
import type { StationRules } from './qc-rules.schema.ts'
import { knownOf } from './results.ts'

interface SaidFinding {
  code: Finding['code']
  severity: Finding['severity']
  /** From the start of the source; null when the whole file is meant. */
  startMs: number | null
  endMs: number | null
  title: string
  sentence: string
}

/** What is known of a recording, in plain sentences. */
export interface Report {
  stage: 'waiting' | 'first' | 'full' | 'refused' | 'failed'
  verdict: string
  tone: 'busy' | 'ok' | 'warn' | 'stop'
  /** "1920 x 1080, 25 hình/giây, h264; tiếng pcm_s24le, 2 kênh". */
  format: string | null
  findings: SaidFinding[]
  /** Of the whole source; null for a cut of it, and while unknown. */
  loudness: Loudness | null
  job: SourceJob | null
}

export const decimal = (language: Language, value: number, digits = 1) =>
  new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: digits }).format(
    value,
  )

/** "2,4 giây" under a minute, "1 phút 20 giây" from there. */
export function lengthOf(language: Language, ms: number): string {
  if (ms < 60_000) return say(language, 'library.seconds', { seconds: decimal(language, ms / 1000) })
  const seconds = Math.round(ms / 1000)
  return say(language, 'library.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
}

function sayFinding(language: Language, finding: Finding): SaidFinding {
  const { code, severity, startMs = null, endMs = null, value = 0 } = finding
  const values = {
    length: lengthOf(
      language,
      startMs !== null && endMs !== null ? endMs - startMs : code === 'truncated' ? value : 0,
    ),
    value: decimal(language, value, code === 'frame_rate' ? 3 : 1),
    side: say(language, value === 1 ? 'library.side_left' : 'library.side_right'),
    percent: Math.round(value * 100),
    megabytes: decimal(language, value / 1e6),
  }
  return {
    code,
    severity,
    startMs,
    endMs,
    title: say(language, `library.finding_${code}`, values),
    sentence: say(language, `library.about_${code}`, values),
  }
}

function sayFormat(language: Language, facts: MediaFacts): string {
  const { picture, sound } = facts
  const parts: string[] = []
  if (picture) {
    const fps = decimal(language, picture.fps.num / picture.fps.den, 2)
    const interlaced = picture.fieldOrder === 'top' || picture.fieldOrder === 'bottom'
    const { width, height } = picture
    const codec = named(language, picture.codec)
    const bits = picture.colour?.bits ?? 8
    const depth = bits > 8 ? say(language, 'library.depth', { bits }) : ''
    const scan = interlaced ? say(language, 'library.interlaced') : ''
    parts.push(say(language, 'library.picture', { width, height, fps, codec, scan, depth }))
  }
  const [first] = sound
  if (first) {
    const channels =
      first.channels === 1
        ? say(language, 'library.one_channel')
        : say(language, 'library.channels', { channels: first.channels })
    const codec = named(language, first.codec)
    const rate = decimal(language, first.sampleRateHz / 1000)
    parts.push(say(language, 'library.sound', { codec, channels, rate, count: sound.length }))
  } else parts.push(say(language, 'library.no_sound'))
  return parts.join('; ')
}

// What is true of the whole recording is said after what has a place in it.
const afterAll = Number.MAX_SAFE_INTEGER

const inside = (finding: Finding, cut: { inMs: number | null; outMs: number | null }) =>
  cut.inMs === null ||
  cut.outMs === null ||
  finding.startMs === undefined ||
  (finding.startMs < cut.outMs && (finding.endMs ?? finding.startMs + 1) > cut.inMs)

interface ReportedOn {
  source: SourceRow
  job: SourceJob | null
  cut: { inMs: number | null; outMs: number | null }
  rules: StationRules
}

/** The verdict so far on a source, or on a cut of it: the full one where it is there, else the first. */
export function reportOn(language: Language, { source, job, cut, rules }: ReportedOn): Report {
  const { facts, firstLook, analysis } = knownOf(source)
  const known = (analysis ?? firstLook)?.findings ?? []
  const found = judged(known, rules).filter((finding) => inside(finding, cut))
  const problems = found.filter(({ severity }) => severity !== 'info')
  const serious = problems.filter(({ severity }) => severity === 'error')
  const base = {
    format: facts && sayFormat(language, facts),
    findings: found
      .toSorted((a, b) => (a.startMs ?? afterAll) - (b.startMs ?? afterAll))
      .map((finding) => sayFinding(language, finding)),
    loudness: cut.inMs === null ? (analysis?.loudness ?? null) : null,
    job,
  }
  const verdict = (key: string, values = {}) => say(language, `library.verdict_${key}`, values)
  if (source.state === 'refused') {
    const reason = say(language, `errors.${source.refusal ?? 'unreadable'}`)
    return { ...base, stage: 'refused', tone: 'stop', verdict: verdict('refused', { reason }) }
  }
  if (source.state !== 'ready' && job?.state === 'dead')
    return { ...base, stage: 'failed', tone: 'warn', verdict: verdict('failed') }
  if (source.state === 'arrived')
    return { ...base, stage: 'waiting', tone: 'busy', verdict: verdict('waiting') }
  const stage = analysis ? 'full' : 'first'
  const count = problems.length
  if (serious.length > 0) {
    return { ...base, stage, tone: 'stop', verdict: verdict(`${stage}_serious`, { count: serious.length }) }
  }
  if (count > 0) return { ...base, stage, tone: 'warn', verdict: verdict(`${stage}_problems`, { count }) }
  return { ...base, stage, tone: analysis ? 'ok' : 'busy', verdict: verdict(`${stage}_good`) }
}
