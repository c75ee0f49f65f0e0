import { type Difference, describeDifferences, stationPresets } from '../../media/deliver.ts'
import type { MediaFacts } from '../../media/facts.ts'
import { hasWords, type Language, say } from '../words/words.ts'
import type { DeliveryPreset } from './delivery.schema.ts'

const figure = (language: Language, value: number) =>
  new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value)

const named = (language: Language, word: string) =>
  hasWords(`delivery.name_${word}`) ? say(language, `delivery.name_${word}`) : word

function sayDifference(language: Language, { code, from, to }: Difference): string {
  return say(language, `delivery.difference_${code}`, {
    from: named(language, from),
    to: named(language, to),
  })
}

/** What a preset changes in a recording, in plain sentences; loudness last, where it is known. */
export function sayDifferences(
  language: Language,
  facts: MediaFacts,
  preset: DeliveryPreset,
  loudnessLufs: number | null,
): string[] {
  const spec = stationPresets[preset]
  const { target } = spec
  const sentences = describeDifferences(facts, spec).map((one) => sayDifference(language, one))
  const to = figure(language, target.loudnessLufs)
  const peak = figure(language, target.ceilingDbtp)
  return [
    ...sentences,
    loudnessLufs === null
      ? say(language, 'delivery.loudness_unknown', { to, peak })
      : say(language, 'delivery.loudness', { from: figure(language, loudnessLufs), to, peak }),
  ]
}

export function sayPreset(language: Language, preset: DeliveryPreset): string {
  return say(language, `delivery.preset_${preset}`)
}

export function sayFailure(language: Language, code: string): string {
  for (const key of [`delivery.failure_${code}`, `errors.${code}`])
    if (hasWords(key)) return say(language, key)
  return say(language, 'delivery.failure')
}
