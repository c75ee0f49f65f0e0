export interface HamletDates {
  readonly id: string
  /** The same for all names a hamlet has had. */
  readonly originId: string
  readonly validFrom: string
  /** Exclusive; null while it is there. */
  readonly validTo: string | null
  /** The hamlet it was merged into; null where it only closed, or goes on under a name of its own. */
  readonly successorId: string | null
}

const isThere = (one: HamletDates, day: string) =>
  one.validFrom <= day && (one.validTo === null || day < one.validTo)

/**
 * What became of hamlets by a day: one that is there is itself, one of an earlier or later name is the name of that day, one that was
 * merged is what it went into. Undefined for one that closed and left nobody.
 */
export function standingOn<T extends HamletDates>(
  day: string,
  hamlets: readonly T[],
): (id: string) => T | undefined {
  const byId = new Map(hamlets.map((one) => [one.id, one]))
  const byOrigin = Map.groupBy(hamlets, (one) => one.originId)
  return (id) => {
    // Merging is dated, so it never leads back; the count guards against rows that somebody wrote by hand.
    let here = byId.get(id)
    for (let steps = 0; here && steps <= hamlets.length; steps++) {
      const names: readonly T[] = byOrigin.get(here.originId) ?? []
      const there = names.find((one) => isThere(one, day))
      if (there) return there
      const merged = names.find(
        (one) => one.successorId !== null && one.validTo !== null && one.validTo <= day,
      )
      here = merged?.successorId ? byId.get(merged.successorId) : undefined
    }
    return undefined
  }
}
