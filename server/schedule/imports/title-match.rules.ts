import { alike, titleWords } from '../as-run/title-likeness.rules.ts'

interface Named {
  id: string
  title: string
  shortName: string
}

/** What a title in a table means: one work for sure, works it could mean, or none. */
export interface Match {
  workId: string | null
  doubts: string[]
}

/** Below this nobody would think of the work. */
const LIKELY = 0.72
const MOST_DOUBTS = 4

/**
 * Finds works by their titles and agreed short names, whatever the case, tones and signs. Sure where exactly one is
 * called so; a title that only comes near, or that several works share, is left to a person.
 */
export function titleMatcher(works: readonly Named[]): (title: string) => Match {
  const exact = new Map<string, Set<string>>()
  const holding = new Map<string, Set<number>>()
  const words = works.map((work) => [titleWords(work.title), titleWords(work.shortName)])
  for (const [at, names] of words.entries())
    for (const name of names) {
      const key = name.join(' ')
      const id = works[at]?.id
      if (key === '' || id === undefined) continue
      exact.set(key, (exact.get(key) ?? new Set()).add(id))
      for (const word of name) holding.set(word, (holding.get(word) ?? new Set()).add(at))
    }
  const known = new Map<string, Match>()
  return (title) => {
    const wanted = titleWords(title)
    const key = wanted.join(' ')
    const before = known.get(key)
    if (before) return before
    const called = [...(exact.get(key) ?? [])]
    const match: Match =
      called.length === 1
        ? { workId: called[0] ?? null, doubts: [] }
        : { workId: null, doubts: called.length > 1 ? called.slice(0, MOST_DOUBTS) : near(wanted) }
    known.set(key, match)
    return match
  }

  function near(wanted: readonly string[]): string[] {
    const shared = new Map<number, number>()
    for (const word of new Set(wanted))
      for (const at of holding.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1)
    return [...shared]
      .filter(([, count]) => count * 2 >= wanted.length)
      .map(([at]) => ({
        id: works[at]?.id ?? '',
        likeness: Math.max(...(words[at] ?? []).map((name) => alike(wanted, name))),
      }))
      .filter(({ likeness }) => likeness >= LIKELY)
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, MOST_DOUBTS)
      .map(({ id }) => id)
  }
}
