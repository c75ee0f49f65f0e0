import type { PlayEvent } from '../../../server/field/logs/events.rules.ts'
import type { PlannedShowing } from '../sync/field-state.ts'

/** How a showing was closed. */
export interface Closed {
  outcome: 'held' | 'postponed'
  /** People; null where another phone or the office closed it, and the number is not here yet. */
  count: number | null
  exact: boolean
  reason: string
  movedTo: string
  /** Who confirmed it, and its photo, as far as this phone wrote them. */
  by: string
  photo: string | null
  /** Whether the office has it. */
  sent: boolean
  /** Told by this phone, which may say it again. */
  mine: boolean
}

/** One showing as the team sees it: planned, or told of by this phone alone. */
export interface Evening {
  /** What the address calls it: of the plan, or `+` and the event that told of it. */
  key: string
  day: string
  time: string
  hamlet: { id: string; name: string }
  place: string
  head: string
  phone: string
  closed: Closed | null
}

export interface Known {
  showings: readonly PlannedShowing[]
  /** What this phone wrote of showings, oldest first. */
  events: readonly PlayEvent[]
  /** Up to which event the office holds the log. */
  held: number
}

/** A value that an event says, empty where it says none. */
function saidIn({ detail }: Pick<PlayEvent, 'detail'>, name: string): string {
  const value = detail !== null && typeof detail === 'object' ? detail[name] : null
  return value === null || value === undefined ? '' : String(value)
}

/**
 * The team's showings by day. What this phone wrote counts until the office has said the same or something newer; a showing that
 * nobody planned is shown from the log until the office names it as its own.
 */
export function agendaOf({ showings, events, held }: Known): Evening[] {
  const told = new Map<string, PlayEvent>()
  for (const event of events) {
    told.delete(`+${saidIn(event, 'corrects')}`)
    told.set(event.showingId ?? `+${event.sequence}`, event)
  }
  const planned = showings
    .filter(({ state }) => state !== 'cancelled')
    .map((one) => {
      const event = told.get(one.id) ?? unplanned(told, one, held)
      const ours = event ? closedBy(event, held) : null
      const theirs = one.state === 'planned' || (ours && !ours.sent) ? null : one
      return { ...plain(one), closed: theirs ? { ...unsaid, ...ours, ...saidThere(theirs) } : ours }
    })
  const own = [...told].flatMap(([key, event]) => {
    const named = { id: event.hamletId ?? '', name: saidIn(event, 'hamlet') }
    const day = saidIn(event, 'day')
    const known = planned.some((one) => one.closed?.sent && one.day === day && one.hamlet.id === named.id)
    if (event.showingId || (known && event.sequence <= held)) return []
    const place = saidIn(event, 'place')
    return [{ key, day, time: '', hamlet: named, place, head: '', phone: '', closed: closedBy(event, held) }]
  })
  return [...planned, ...own].toSorted((a, b) => (a.day + a.time < b.day + b.time ? -1 : 1))
}

/** What this phone told of a showing that nobody planned, which is the office's own by now. */
const unplanned = (told: ReadonlyMap<string, PlayEvent>, one: PlannedShowing, held: number) =>
  one.state === 'planned'
    ? undefined
    : [...told.values()].findLast(
        (event) =>
          event.showingId === null &&
          event.sequence <= held &&
          event.hamletId === one.hamlet.id &&
          saidIn(event, 'day') === one.day,
      )

const plain = (one: PlannedShowing) => ({
  key: one.id,
  day: one.day,
  time: one.time,
  hamlet: one.hamlet,
  place: one.place.name,
  head: one.hamletHead,
  phone: one.phone,
})

const unsaid = { exact: true, reason: '', movedTo: '', by: '', photo: null, sent: true, mine: false }

const saidThere = ({ state, audience }: PlannedShowing) => ({
  outcome: state === 'held' ? ('held' as const) : ('postponed' as const),
  count: audience,
})

const closedBy = (event: PlayEvent, held: number): Closed => ({
  outcome: saidIn(event, 'outcome') === 'held' ? 'held' : 'postponed',
  count: event.count,
  exact: saidIn(event, 'exact') === 'true',
  reason: saidIn(event, 'reason'),
  movedTo: saidIn(event, 'movedTo'),
  by: saidIn(event, 'confirmedBy'),
  photo: saidIn(event, 'photo') || null,
  sent: event.sequence <= held,
  mine: true,
})

/** The showings that are still open on a day; the sound of that evening belongs to one of them. */
export const openOn = (agenda: readonly Evening[], day: string): Evening[] =>
  agenda.filter((one) => one.day === day && one.closed?.outcome !== 'postponed' && !one.key.startsWith('+'))
