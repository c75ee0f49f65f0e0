import { type EveningPart, eveningParts, type ItemInput, type PlaylistItem } from './playlists.schema.ts'
import type { Cell, Choice } from './resolution.schema.ts'

/** A version that may be heard over loudspeakers. */
export interface Recording {
  readonly versionId: string
  /** Counted within its work; of two in one language the later one is meant. */
  readonly number: number
  /** null: without words, such as music. */
  readonly language: string | null
  readonly inMs: number | null
  readonly outMs: number | null
  readonly durationMs: number
}

/**
 * Which versions of one work a place hears. First is the earliest language of its order that has an approved version;
 * else music, which needs no language; else Vietnamese for now; else the work is missing there. The other approved
 * versions within the order go along, for hamlets differ. Where two languages are wanted, Vietnamese follows a
 * version in another language.
 */
export function resolveWork(
  languages: readonly string[],
  approved: readonly Recording[],
  bilingual = false,
): Cell {
  const cell = inOneLanguage(languages, approved)
  const spoken = cell.first?.language ?? 'vi'
  const vietnamese = bilingual && spoken !== 'vi' ? latest(approved, 'vi') : undefined
  return vietnamese ? { ...cell, second: choice(vietnamese, languages.indexOf('vi') + 1 || null) } : cell
}

function inOneLanguage(languages: readonly string[], approved: readonly Recording[]): Cell {
  const ordered = languages.flatMap((language, index): Choice[] => {
    const recording = latest(approved, language)
    return recording ? [choice(recording, index + 1)] : []
  })
  const [first, ...along] = ordered
  const none = { along: [], second: null, missing: false, viForNow: false }
  if (first) return { ...none, first, along }
  const wordless = latest(approved, null)
  if (wordless) return { ...none, first: choice(wordless, null) }
  const vietnamese = latest(approved, 'vi')
  if (vietnamese) return { ...none, first: choice(vietnamese, null), viForNow: true }
  return { ...none, first: null, missing: true }
}

function latest(approved: readonly Recording[], language: string | null): Recording | undefined {
  let best: Recording | undefined
  for (const one of approved)
    if (one.language === language && (best === undefined || one.number > best.number)) best = one
  return best
}

const choice = ({ number: _, ...recording }: Recording, rank: number | null): Choice => ({
  ...recording,
  rank,
})

/** How long a cell sounds at its place, in ms. */
export function soundsMs({ first, second }: Pick<Cell, 'first' | 'second'>): number {
  return (first?.durationMs ?? 0) + (second?.durationMs ?? 0)
}

interface Totals {
  /** Length in ms of the evening as first choices, with the Vietnamese that follows and the pause. */
  totalMs: number
  /** Length in ms of what goes along beside them. */
  alongMs: number
  missing: number
  viForNow: number
}

/** What a place's evening adds up to. */
export function totalsOf(cells: readonly Cell[], pauseMs = 0): Totals {
  const sum = (lengths: readonly number[]) => lengths.reduce((ms, length) => ms + length, 0)
  return {
    totalMs: pauseMs + sum(cells.map(soundsMs)),
    alongMs: sum(cells.flatMap((cell) => cell.along.map(({ durationMs }) => durationMs))),
    missing: cells.filter((cell) => cell.missing).length,
    viForNow: cells.filter((cell) => cell.viForNow).length,
  }
}

/** Items by the parts of an evening; within a part their own order stays. */
export function inEveningOrder<Item extends { part: EveningPart }>(items: readonly Item[]): Item[] {
  return eveningParts.flatMap((part) => items.filter((item) => item.part === part))
}

/** An item as it is written, without what its work says of itself. */
export function asInput(item: PlaylistItem): ItemInput {
  const { part, bilingual } = item
  return 'rule' in item ? { part, bilingual, rule: item.rule } : { part, bilingual, workId: item.workId }
}
