import type { Use, VersionState } from '../library/library.schema.ts'
import type { Verdict } from './review.schema.ts'

/** What the rules of review read of a version and its spoken text. */
export interface Reviewed {
  readonly state: VersionState
  readonly language: string | null
  readonly uploadedBy: string
  readonly lastEditedBy: string
  readonly approvedUses: readonly Use[]
  readonly script: { readonly editedBy: string; readonly translationVi: string | null } | null
}

interface Decider {
  readonly id: string
  readonly role: string
  readonly languages: readonly string[]
}

/** Why somebody may not decide, in the order a person would want to know. */
type Hindrance = 'forbidden' | 'own_work' | 'not_submitted' | 'translation_missing'

/** Everyone whose own work it is: who uploaded it, who last edited file, cut or language, and who wrote the text. */
export function makersOf(version: Reviewed): string[] {
  return [
    ...new Set([
      version.uploadedBy,
      version.lastEditedBy,
      ...(version.script ? [version.script.editedBy] : []),
    ]),
  ]
}

/** A version spoken in another language is judged by its Vietnamese translation. */
export function lacksTranslation(version: Pick<Reviewed, 'language' | 'script'>): boolean {
  if (version.language === null || version.language === 'vi') return false
  return !version.script?.translationVi?.trim()
}

/** Somebody else must have listened where the approver does not speak the language. */
export function needsListener(decider: Decider, language: string | null): boolean {
  return language !== null && !decider.languages.includes(language)
}

const folded = (name: string) => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi')

/** Whether a typed name is one of these people's: nobody confirms as a listener what is their own. */
export function isOneOf(name: string, people: readonly string[]): boolean {
  return people.some((one) => folded(one) === folded(name))
}

/** What keeps somebody from deciding on a version, the first that applies; null where nothing does. */
export function hindranceOf(decider: Decider, version: Reviewed): Hindrance | null {
  if (decider.role !== 'approver') return 'forbidden'
  if (makersOf(version).includes(decider.id)) return 'own_work'
  if (version.state !== 'submitted') return 'not_submitted'
  return lacksTranslation(version) ? 'translation_missing' : null
}

/**
 * What a decision makes of a version. It speaks for the uses it names: approval adds them to those already approved for
 * this content, any other verdict takes them away, and what is approved for another use stays approved.
 */
export function outcomeOf(
  approvedUses: readonly Use[],
  verdict: Verdict,
  uses: readonly Use[],
): { state: Verdict; approvedUses: Use[] } {
  const others = approvedUses.filter((use) => !uses.includes(use))
  if (verdict === 'approved') return { state: 'approved', approvedUses: [...others, ...uses] }
  return { state: others.length > 0 ? 'approved' : verdict, approvedUses: others }
}

/** Where a version goes back to when its submission is taken back. */
export function stateBefore(approvedUses: readonly Use[], lastVerdict: Verdict | undefined): VersionState {
  if (approvedUses.length > 0) return 'approved'
  return lastVerdict === 'changes' || lastVerdict === 'rejected' ? lastVerdict : 'draft'
}

// Players round; a remark at the very end must not be refused for a frame.
const END_TOLERANCE_MS = 1000

/** Whether a remark's time, in ms from the version's start, lies within it; any time while its length is unknown. */
export function remarkFits(
  remark: { atMs: number; toMs?: number | null | undefined },
  durationMs: number,
): boolean {
  const end = remark.toMs ?? remark.atMs
  const ordered = remark.toMs === null || remark.toMs === undefined || remark.toMs > remark.atMs
  return ordered && (durationMs === 0 || end <= durationMs + END_TOLERANCE_MS)
}
