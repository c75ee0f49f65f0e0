import { type Language, say } from '../../words/words.ts'
import { decimal, lengthOf } from '../analysis/report.ts'
import type { Version } from '../versions.queries.ts'
import type { Compared } from './changes.schema.ts'

/** From here on it is no longer "only" so much, and from there nearly all of it. */
const muchShare = 0.25
const mostShare = 0.8

/** "Chỉ 3 chỗ khác so với bản 1, tổng 41 giây", and what else must be known with it. */
export function sayChanges(language: Language, version: Version, against: Version, found: Compared): string {
  const number = against.number
  const words = (key: string, values: Record<string, unknown> = {}) =>
    say(language, `changes.${key}`, { number, ...values })
  if (!found.compared.picture && !found.compared.sound) return words('incomparable')
  const parts = [
    sayPlaces(language, found, Math.max(version.durationMs, against.durationMs), words),
    found.changes.length > 0 && (found.levelled || found.gainDb !== 0)
      ? sayLevel(language, found, words)
      : '',
    found.compared.sound ? '' : words('picture_only'),
  ]
  return parts.filter(Boolean).join(' ')
}

type Words = (key: string, values?: Record<string, unknown>) => string

function sayPlaces(language: Language, found: Compared, longestMs: number, words: Words): string {
  const count = found.changes.length
  if (count === 0) {
    if (found.levelled) return words('only_levelled')
    if (found.gainDb !== 0)
      return words(found.gainDb > 0 ? 'only_louder' : 'only_quieter', db(language, found))
    return words('same')
  }
  const share = found.totalMs / Math.max(1, longestMs)
  const total = lengthOf(
    language,
    found.totalMs < 10_000 ? found.totalMs : Math.round(found.totalMs / 1000) * 1000,
  )
  if (share >= mostShare) return words('mostly')
  if (share >= muchShare) return words(count === 1 ? 'much_one' : 'much', { count, total })
  return words(count === 1 ? 'few_one' : 'few', { count, total })
}

function sayLevel(language: Language, found: Compared, words: Words): string {
  if (found.levelled) return words('also_levelled')
  return words(found.gainDb > 0 ? 'also_louder' : 'also_quieter', db(language, found))
}

const db = (language: Language, { gainDb }: Compared) => ({ db: decimal(language, Math.abs(gainDb)) })

/** Why there is nothing to tell yet, or never will be. */
export type Untold = 'working' | 'waiting' | 'failed' | 'none' | 'refused'

export const sayUntold = (language: Language, why: Untold, against: Version | undefined): string =>
  say(language, `changes.${why}`, { number: against?.number ?? '' })
