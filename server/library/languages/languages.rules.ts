import type { LanguageCode, Use, VersionState } from '../library.schema.ts'

/** How far a work has come in one language: approved for some use, before the approvers, recorded, or nothing yet. */
export const standings = ['approved', 'waiting', 'recorded', 'none'] as const
export type Standing = (typeof standings)[number]

/** What would bring a work further in one language, the one thing to press. */
export const nextActs = [
  'write',
  'record',
  'check',
  'translate',
  'submit',
  'revise',
  'decide',
  'listen',
] as const
export type NextAct = (typeof nextActs)[number]

/** What these rules read of a version. */
interface Recorded {
  readonly language: string | null
  readonly state: VersionState
  readonly sourceState: 'arrived' | 'looked' | 'ready' | 'refused'
  readonly approvedUses: readonly Use[]
}

/** What is written in one language: the words themselves, and what they say in Vietnamese. */
interface Written {
  readonly text: string
  readonly translationVi: string | null
}

/** How far a version has come; `none` where there is none. */
export function standingOf(version: Recorded | undefined): Standing {
  if (!version) return 'none'
  if (version.approvedUses.length > 0) return 'approved'
  return version.state === 'submitted' ? 'waiting' : 'recorded'
}

/** The version a language stands by: the latest of those that have come furthest; versions in the order of numbers. */
export function furthest<V extends Recorded>(
  versions: readonly V[],
  language: LanguageCode | null,
): V | undefined {
  const all = versions.filter((one) => one.language === language && one.state !== 'withdrawn')
  const at = (standing: Standing) => all.findLast((one) => standingOf(one) === standing)
  return at('approved') ?? at('waiting') ?? at('recorded')
}

/** The next act for a language. A voice is recorded from a text, and submitted with what it says in Vietnamese. */
export function nextActOf(
  language: LanguageCode,
  version: Recorded | undefined,
  script: Written | undefined,
): NextAct {
  const standing = standingOf(version)
  if (standing === 'approved') return 'listen'
  if (standing === 'waiting') return 'decide'
  if (!version || version.sourceState === 'refused') return script?.text.trim() ? 'record' : 'write'
  if (version.sourceState !== 'ready') return 'check'
  if (version.state !== 'draft') return 'revise'
  return language === 'vi' || script?.translationVi?.trim() ? 'submit' : 'translate'
}

/**
 * What a recording says in Vietnamese, as far as anybody has written it: its own translation, else the Vietnamese text
 * that it was read from; empty where there is neither.
 */
export function proposedTranslation(
  scripts: readonly (Written & { readonly language: string })[],
  language: string,
): string {
  const textIn = (code: string) => scripts.find((one) => one.language === code)
  return textIn(language)?.translationVi?.trim() || textIn('vi')?.text.trim() || ''
}

interface Place {
  readonly id: string
  readonly name: string
  /** Its languages, first choice first. */
  readonly languages: readonly string[]
}

/** Where a work is heard in none of a place's own languages, and whether Vietnamese is played there meanwhile. */
export interface Unheard {
  places: { id: string; name: string }[]
  viForNow: boolean
}

/** Places that hear nothing in their language, by the languages that may be heard; a recording without words is heard everywhere. */
export function unheardIn(places: readonly Place[], heard: ReadonlySet<string | null>): Unheard {
  if (heard.has(null)) return { places: [], viForNow: false }
  const without = places.filter((place) => !place.languages.some((language) => heard.has(language)))
  return { places: without.map(({ id, name }) => ({ id, name })), viForNow: heard.has('vi') }
}
