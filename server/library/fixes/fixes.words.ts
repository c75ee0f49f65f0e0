import type { MediaFacts } from '../../../media/facts.ts'
import { isCombed } from '../../../media/fields.ts'
import { loudspeakerRecipe, loudspeakerTarget } from '../../../media/loudspeaker.ts'
import { planGain, type Reading } from '../../../media/normalise.ts'
import { ebuR128 } from '../../../media/normalise-sound.ts'
import { type Language, say } from '../../words/words.ts'
import type { AnalysisResult } from '../analysis/results.ts'
import type { Version } from '../versions.queries.ts'
import { deinterlaceBy } from './fields.rules.ts'
import type { MadeSound } from './fixes.queries.ts'
import { loudspeakerKindOf } from './loudspeaker-kind.rules.ts'

const figures = (language: Language, digits: number) => {
  const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return (value: number) => format.format(value)
}
const word = (language: Language, key: string, values = {}) => say(language, `fixes.${key}`, values)

interface Known {
  version: Version
  facts: MediaFacts
  analysis: AnalysisResult | null
}

/** What will be done for television, in plain sentences; empty where there is no picture to show. */
export function sayForTelevision(language: Language, known: Known): string[] {
  const { version, facts } = known
  if (!facts.picture || version.soundOnly) return []
  const combed = isCombed(facts.picture, deinterlaceBy('auto', known.analysis?.findings ?? []))
  const { deinterlace } = version.fixes
  const picture =
    deinterlace === 'never' && combed
      ? 'fields_kept'
      : deinterlace === 'always' && !combed
        ? 'fields_forced'
        : combed
          ? 'fields_taken'
          : 'no_fields'
  return [...sayLoudness(language, known), word(language, picture)]
}

function sayLoudness(language: Language, { version, facts, analysis }: Known): string[] {
  if (facts.sound.length === 0) return [word(language, 'no_sound')]
  const one = figures(language, 1)
  const [to, peak] = [one(ebuR128.loudnessLufs), one(ebuR128.ceilingDbtp)]
  const loudness: Reading | null = analysis?.loudness ?? null
  // Of a cut only the whole has been measured.
  if (!loudness || version.inMs !== null) return [word(language, 'not_measured', { to, peak })]
  const { gainDb, limitDbtp, flags } = planGain(loudness, { ...ebuR128, overshootDb: 0 })
  if (loudness.integratedLufs === null) return [word(language, 'no_loudness')]
  const from = one(loudness.integratedLufs)
  const way = Math.abs(gainDb) < 0.05 ? 'right' : gainDb > 0 ? 'raise' : 'lower'
  return [
    word(language, way, { from, to, gain: one(Math.abs(gainDb)) }),
    ...(flags.includes('recorded_too_quietly') ? [word(language, 'too_quiet')] : []),
    word(language, limitDbtp === null ? 'no_limit' : 'limit', { peak }),
  ]
}

/** What will be done for loudspeakers, by the kind of work. */
export function sayForLoudspeakers(language: Language, { version, facts }: Known): string[] {
  if (facts.sound.length === 0) return [word(language, 'no_sound')]
  const kind = loudspeakerKindOf[version.workKind]
  const { loudnessLufs, ceilingDbtp } = loudspeakerTarget(kind)
  const whole = figures(language, 0)
  const levels = {
    to: whole(loudnessLufs),
    peak: whole(ceilingDbtp),
    range: whole(loudspeakerRecipe.kinds[kind].chain.widestLu),
  }
  const seconds = figures(language, 1)(loudspeakerRecipe.keepSilenceMs / 1000)
  return [
    word(language, `horn_${kind}`),
    word(language, 'horn_level', levels),
    word(language, 'horn_trim', { seconds }),
  ]
}

/** What was done to the sound of a file, and what it measured before and after. */
export function sayMade(language: Language, { what, madeAt, record }: MadeSound) {
  return { what, name: word(language, `made_${what}`), madeAt, sentences: sayRecord(language, record) }
}

function sayRecord(language: Language, record: MadeSound['record']): string[] {
  const { before, after, gainDb = 0, limited, levelled, tries = 1, flags = [] } = record
  if (flags.includes('no_sound')) return [word(language, 'done_silent')]
  if (flags.includes('no_loudness') || after?.integratedLufs == null)
    return [word(language, 'done_untouched')]
  const one = figures(language, 1)
  const measured = {
    before: before?.integratedLufs == null ? '' : one(before.integratedLufs),
    after: one(after.integratedLufs),
    peak: after.truePeakDbtp === null ? '' : one(after.truePeakDbtp),
  }
  const gain = `${gainDb > 0 ? '+' : ''}${one(gainDb)}`
  return [
    word(language, measured.before ? 'done' : 'done_alone', measured),
    word(language, limited ? 'done_limited' : 'done_gain', { gain }),
    ...(levelled ? [word(language, 'done_levelled')] : []),
    ...(tries > 1 ? [word(language, 'done_tries', { tries })] : []),
    ...(flags.includes('recorded_too_quietly') ? [word(language, 'too_quiet')] : []),
  ]
}
