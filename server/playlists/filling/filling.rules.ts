import { addDays, instantAt } from '../../calendar/days.rules.ts'
import { apart } from '../../schedule/filling/filling.rules.ts'
import { soundsMs } from '../playlists.rules.ts'
import type { Cell, Filled, WorkRef } from '../resolution.schema.ts'
import type { FillRule } from './fill-rule.schema.ts'

/** A work that a place could get by a rule. */
export interface Candidate {
  readonly work: WorkRef
  /** Folded. */
  readonly tags: readonly string[]
  readonly artists: readonly string[]
  /** What the place would hear of it. */
  readonly cell: Cell
  /** When the place last got it in a package or heard it (an instant, ISO); null for never. */
  readonly lastAt: string | null
}

/** Where a rule stands in the evening of one place. */
export interface Evening {
  /** Its first day, YYYY-MM-DD. */
  readonly day: string
  /** Works it has already: rules know of each other, and nothing comes twice by a rule. */
  readonly taken: ReadonlySet<string>
  /** Who is heard right before. */
  readonly artistsBefore: readonly string[]
}

/** From this share of its length on a rule is full enough not to bring what was heard lately. */
const FULL = 0.9

/**
 * The works a rule gives a place: of its kinds, tags and languages, those it has been without longest first, together
 * never longer than the rule says. What came too lately is left out, unless the rest fills less than 90 %; then it is
 * let in, and named. Two works of one artist do not follow each other where another order can be had; where none can,
 * that is named too. Same input, same answer.
 */
export function fillRuleFor(rule: FillRule, candidates: readonly Candidate[], evening: Evening): Filled {
  const fitting = candidates
    .filter(({ work, cell }) => !evening.taken.has(work.workId) && fits(rule, work, cell))
    .filter(({ tags }) => rule.tags.length === 0 || rule.tags.some((tag) => tags.includes(tag)))
    .toSorted((a, b) => (a.lastAt ?? '').localeCompare(b.lastAt ?? ''))
  const since = rule.apartDays > 0 ? instantAt(addDays(evening.day, 1 - rule.apartDays), '00:00') : null
  const lately = new Set(fitting.filter(({ lastAt }) => since !== null && lastAt !== null && lastAt >= since))
  const chosen: Candidate[] = []
  let leftMs = rule.totalMs
  const takeFrom = (list: readonly Candidate[]) => {
    for (const candidate of list) {
      const length = soundsMs(candidate.cell)
      if (length === 0 || length > leftMs) continue
      chosen.push(candidate)
      leftMs -= length
    }
  }
  takeFrom(fitting.filter((one) => !lately.has(one)))
  if (rule.totalMs - leftMs < FULL * rule.totalMs) takeFrom(fitting.filter((one) => lately.has(one)))
  const order = rule.keepArtistsApart ? apart(chosen, evening.artistsBefore) : chosen
  return {
    picks: order.map(({ work, cell }) => ({ ...work, cell })),
    filledMs: rule.totalMs - leftMs,
    broken: [...brokenByRecent(order, lately), ...(rule.keepArtistsApart ? sideBySide(order, evening) : [])],
  }
}

function fits(rule: FillRule, work: WorkRef, { first }: Cell): boolean {
  if (!first || !rule.kinds.includes(work.kind)) return false
  if (rule.languages.length === 0) return true

  return rule.languages.some((language) => language === (first.language ?? 'none'))
}

const brokenByRecent = (order: readonly Candidate[], lately: ReadonlySet<Candidate>): Filled['broken'] =>
  order
    .filter((one) => lately.has(one))
    .map(({ work: { workId, title }, lastAt }) => ({ rule: 'recent', workId, title, lastAt: lastAt ?? '' }))

function sideBySide(order: readonly Candidate[], { artistsBefore }: Evening): Filled['broken'] {
  return order.flatMap(({ work: { workId, title }, artists }, index): Filled['broken'] => {
    const before = order[index - 1]?.artists ?? (index === 0 ? artistsBefore : [])
    const artist = artists.find((name) => before.includes(name))
    return artist === undefined ? [] : [{ rule: 'artist', workId, title, artist }]
  })
}
