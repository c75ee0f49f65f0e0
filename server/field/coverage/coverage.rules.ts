import type { Heard } from './plays.rules.ts'

/** A notice that a place is to hear, in the language that comes first there. */
export interface Expected {
  readonly placeId: string
  readonly workId: string
  /** null for what has no words. */
  readonly language: string | null
}

/** What a place heard of one notice. */
export interface Cell {
  /** Times that a player counted. */
  measured: number
  /** Times that people say; never added to the measured ones. */
  declared: number
  /** Evenings on which it began and did not come to its end. */
  partly: number
  byLanguage: { language: string | null; measured: number; declared: number }[]
  /** Whether it was to be heard there. */
  expected: boolean
  /** `own`: in the language that comes first there; `other`: in others only; `never`: not at all. */
  reached: 'own' | 'other' | 'never'
}

export interface Row {
  placeId: string
  /** One for each work, in the order asked for; null where it is neither expected nor heard. */
  cells: (Cell | null)[]
  expected: number
  /** Of the expected ones, heard at all. */
  heard: number
  /** Of the expected ones, heard in the language that comes first there. */
  heardInOwn: number
}

type Placed = Heard & { readonly placeId: string }

/** Area by notice by language by times played: one row for each place, in the order given. */
export function coverageOf({
  placeIds,
  workIds,
  expected,
  heard,
}: {
  placeIds: readonly string[]
  workIds: readonly string[]
  expected: readonly Expected[]
  heard: readonly Placed[]
}): Row[] {
  const key = (one: { placeId: string; workId: string }) => `${one.placeId} ${one.workId}`
  const wanted = Map.groupBy(expected, key)
  const plays = Map.groupBy(heard, key)
  return placeIds.map((placeId) => {
    const cells = workIds.map((workId) => {
      const at = key({ placeId, workId })
      const languages = wanted.get(at)?.map((one) => one.language)
      const here = plays.get(at)
      return languages || here ? cellOf(here ?? [], languages) : null
    })
    const meant = cells.filter((cell) => cell?.expected)
    return {
      placeId,
      cells,
      expected: meant.length,
      heard: meant.filter((cell) => cell?.reached !== 'never').length,
      heardInOwn: meant.filter((cell) => cell?.reached === 'own').length,
    }
  })
}

function cellOf(heard: readonly Placed[], wanted: readonly (string | null)[] | undefined): Cell {
  const times = (some: readonly Placed[], measured: boolean) =>
    some.reduce((sum, one) => sum + (one.measured === measured ? one.times : 0), 0)
  const byLanguage = [...Map.groupBy(heard, (one) => one.language)].map(([language, some]) => ({
    language,
    measured: times(some, true),
    declared: times(some, false),
  }))
  const sounded = byLanguage.filter((one) => one.measured + one.declared > 0)
  const own = sounded.some(({ language }) => wanted?.includes(language))
  return {
    measured: times(heard, true),
    declared: times(heard, false),
    partly: heard.filter((one) => one.partly).length,
    byLanguage,
    expected: wanted !== undefined,
    reached: own ? 'own' : sounded.length > 0 ? 'other' : 'never',
  }
}
