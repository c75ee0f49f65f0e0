export interface Place {
  readonly id: string
  readonly name: string
  readonly level: 'province' | 'district' | 'commune' | 'unit'
  readonly parentId: string | null
  readonly validFrom: string
  /** Exclusive; null while in force. */
  readonly validTo: string | null
}

/** What became of a place, one link for each successor. */
export interface Succession {
  readonly fromId: string
  readonly toId: string
}

/**
 * Reads places of any time as those of one day: a place that has ended is its successor, and a place that lies within
 * another of the wanted level is that one. Null where there is no single answer, as when today's unit is asked for
 * among the communes it was made of.
 */
export function placesOn(
  day: string,
  places: readonly Place[],
  successions: readonly Succession[],
): (id: string, rows: ReadonlySet<string>) => string | null {
  const byId = new Map(places.map((place) => [place.id, place]))
  const after = Map.groupBy(successions, (one) => one.fromId)
  const inForce = (place: Place) => place.validFrom <= day && (place.validTo === null || day < place.validTo)
  const within = (id: string, rows: ReadonlySet<string>): string | null => {
    for (let at = byId.get(id); at; at = at.parentId === null ? undefined : byId.get(at.parentId))
      if (rows.has(at.id)) return at.id
    return null
  }
  return (id, rows) => {
    let here = byId.get(id)
    while (here && !inForce(here) && here.validFrom <= day) {
      const next: readonly Succession[] = after.get(here.id) ?? []
      const [only] = next
      if (next.length !== 1 || !only) return null
      here = byId.get(only.toId)
    }
    return here ? within(here.id, rows) : null
  }
}

/**
 * Where each former district lies on a map of tiles, by column and row from the north-west: its neighbours stand where
 * they do on the ground, its size and border do not. Drawn by hand, since the product carries no borders.
 */
const blocks: Readonly<Record<string, { column: number; row: number }>> = {
  'Huyện Bảo Lâm': { column: 1, row: 1 },
  'Huyện Bảo Lạc': { column: 2, row: 1 },
  'Huyện Hà Quảng': { column: 3, row: 1 },
  'Huyện Trùng Khánh': { column: 4, row: 1 },
  'Huyện Nguyên Bình': { column: 2, row: 2 },
  'Huyện Hòa An': { column: 3, row: 2 },
  'Huyện Quảng Hòa': { column: 4, row: 2 },
  'Huyện Hạ Lang': { column: 5, row: 2 },
  'Thành phố Cao Bằng': { column: 3, row: 3 },
  'Huyện Thạch An': { column: 4, row: 3 },
}

/** The block of a former district on the map of tiles; null for a name it does not know. */
export function blockOf(district: string): { column: number; row: number } | null {
  return blocks[district] ?? null
}
