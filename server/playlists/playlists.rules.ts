import { type Cell, type Choice, type EveningPart, eveningParts } from './playlists.schema.ts'

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
 * versions within the order go along, for hamlets differ.
 */
export function resolveWork(languages: readonly string[], approved: readonly Recording[]): Cell {
  const latest = (language: string | null) =>
    approved
      .filter((recording) => recording.language === language)
      .reduce<Recording | undefined>(
        (best, next) => (best && best.number > next.number ? best : next),
        undefined,
      )
  const ordered = languages.flatMap((language, index): Choice[] => {
    const recording = latest(language)
    return recording ? [choice(recording, index + 1)] : []
  })
  const [first, ...along] = ordered
  if (first) return { first, along, missing: false, viForNow: false }
  const wordless = latest(null)
  if (wordless) return { first: choice(wordless, null), along: [], missing: false, viForNow: false }
  const vietnamese = latest('vi')
  if (vietnamese) return { first: choice(vietnamese, null), along: [], missing: false, viForNow: true }
  return { first: null, along: [], missing: true, viForNow: false }
}

const choice = ({ number: _, ...recording }: Recording, rank: number | null): Choice => ({
  ...recording,
  rank,
})

interface Totals {
  /** Length in ms of the evening as first choices. */
  totalMs: number
  /** Length in ms of what goes along beside them. */
  alongMs: number
  missing: number
  viForNow: number
}

/** What a place's evening adds up to. */
export function totalsOf(cells: readonly Cell[]): Totals {
  const sum = (choices: readonly (Choice | null)[]) =>
    choices.reduce((ms, choice) => ms + (choice?.durationMs ?? 0), 0)
  return {
    totalMs: sum(cells.map((cell) => cell.first)),
    alongMs: sum(cells.flatMap((cell) => cell.along)),
    missing: cells.filter((cell) => cell.missing).length,
    viForNow: cells.filter((cell) => cell.viForNow).length,
  }
}

/** Items by the parts of an evening; within a part their own order stays. */
export function inEveningOrder<Item extends { part: EveningPart }>(items: readonly Item[]): Item[] {
  return eveningParts.flatMap((part) => items.filter((item) => item.part === part))
}
