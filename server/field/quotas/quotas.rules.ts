export interface QuotaRow {
  /** '' for every team. */
  readonly teamId: string
  /** YYYY-MM, from then on. */
  readonly month: string
  /** null: again as every team. */
  readonly sessions: number | null
  readonly document: string
}

export interface Quota {
  sessions: number
  /** The month it holds from; null where nobody ever said. */
  from: string | null
  document: string
  /** Said for this team alone. */
  own: boolean
}

/** What holds until a station says otherwise: Thông tư 08/2015 on mobile teams in the mountains. */
const usualQuota = { sessions: 14, from: null, document: 'Thông tư 08/2015', own: false } as const

/** How many showings a team is to hold in a month (YYYY-MM): its own figure, else that of every team. */
export function quotaOf(rows: readonly QuotaRow[], teamId: string, month: string): Quota {
  return said(rows, teamId, month) ?? said(rows, '', month) ?? usualQuota
}

function said(rows: readonly QuotaRow[], teamId: string, month: string): Quota | undefined {
  const held = rows
    .filter((row) => row.teamId === teamId && row.month <= month)
    .toSorted((a, b) => b.month.localeCompare(a.month))[0]
  return held && held.sessions !== null
    ? { sessions: held.sessions, from: held.month, document: held.document, own: teamId !== '' }
    : undefined
}
