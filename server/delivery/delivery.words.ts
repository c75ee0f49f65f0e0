import {
  type Deinterlace,
  type Difference,
  describeDifferences,
  type StationPreset,
} from '../../media/deliver.ts'
import type { MediaFacts } from '../../media/facts.ts'
import { named } from '../words/technical-names.ts'
import { hasWords, type Language, say } from '../words/words.ts'
import type { DeliveryPreset } from './delivery.schema.ts'
import type { CopyFailure } from './disks/copies.queries.ts'

const figure = (language: Language, value: number) =>
  new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'negative',
  }).format(value)

function sayDifference(language: Language, { code, from, to }: Difference): string {
  return say(language, `delivery.difference_${code}`, {
    from: named(language, from),
    to: named(language, to),
  })
}

/** What a preset, as it is set, changes in a recording, in plain sentences; loudness last, where it is known. */
export function sayDifferences(
  language: Language,
  facts: MediaFacts,
  of: { preset: StationPreset; deinterlace?: Deinterlace; loudnessLufs: number | null },
): string[] {
  const { target } = of.preset
  const differences = describeDifferences(facts, of.preset, of.deinterlace)
  const to = figure(language, target.loudnessLufs)
  const peak = figure(language, target.ceilingDbtp)
  return [
    ...differences.map((one) => sayDifference(language, one)),
    of.loudnessLufs === null
      ? say(language, 'delivery.loudness_unknown', { to, peak })
      : say(language, 'delivery.loudness', { from: figure(language, of.loudnessLufs), to, peak }),
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

/** Why a folder did not get onto a disk, or will not. */
export function sayCopyFailure(language: Language, { code, details }: CopyFailure): string {
  const key = `delivery.copy_${code}`
  return say(language, hasWords(key) ? key : `errors.${code}`, details)
}
