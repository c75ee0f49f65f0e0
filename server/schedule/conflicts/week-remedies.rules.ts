import { addDays } from '../../calendar/days.rules.ts'
import { mostChanges } from '../amending/amending.schema.ts'
import { exactTimeOfDay, timeOfDay } from '../schedule.rules.ts'
import type { Remedied, Remedy } from './remedies.rules.ts'

interface Quota {
  language: string
  leastMsPerWeek: number
}

interface Week<T> {
  channelId: string
  /** Its rows in the order of their start. */
  rows: readonly T[]
  named: (row: T) => Remedied
  /** When (ISO, UTC) a broadcast day of the channel is over. */
  endOfDay: (day: string) => string
}

/** What is read of every row of a week before one of them is named. */
type Standing = Pick<Remedied, 'day' | 'startsAt' | 'endsAt' | 'durationMs' | 'language'>

/** Rows that are not published as they are, past the deadline of their week. */
interface Late {
  channelId: string
  rows: readonly Remedied[]
}

/** Shorter than that is no programme (ms). */
const SHORTEST_MS = 5 * 60_000

/**
 * Ways to give a language what a channel wants of it: a repeat of something in it, or a place kept for it, in the
 * longest time that is free; else a smaller quota.
 */
export function remediesForQuota<T extends Standing>(
  about: Week<T> & { quotas: readonly Quota[]; heldTitle: string },
  { language, missingMs }: { language: string; missingMs: number },
): Remedy[] {
  const { channelId, quotas, rows, named, heldTitle } = about
  const free = longestFree(about)
  const path = `/channels/${channelId}`
  const of = quotas.find((quota) => quota.language === language)
  const met = (of?.leastMsPerWeek ?? 0) - missingMs
  const others = quotas.filter((quota) => quota.language !== language)
  const smaller = met >= 60_000 ? [...others, { language, leastMsPerWeek: met }] : others
  const spoken = rows.find((row) => row.language === language && row.durationMs <= (free?.durationMs ?? 0))
  const source = spoken && named(spoken)
  const at = free && { day: free.day, start: exactTimeOfDay(free.startsAt) }
  const shown = free && { date: dayText(free.day), time: timeOfDay(free.startsAt) }
  return [
    ...(source && at && shown
      ? [
          {
            code: 'repeat_in_gap',
            values: { title: source.name, ...shown },
            action: amendment(channelId, {
              ...at,
              durationMs: source.durationMs,
              kind: source.kind,
              title: source.kind === 'work' ? '' : source.name,
              workId: source.workId,
              versionId: source.versionId,
              language,
              run: 'repeat',
              firstSlotId: source.firstSlotId ?? source.id,
            }),
          },
        ]
      : []),
    ...(free && at && shown
      ? [
          {
            code: 'hold_language',
            values: { language, ...shown },
            action: amendment(channelId, {
              ...at,
              durationMs: Math.min(free.durationMs, missingMs),
              kind: 'title',
              title: heldTitle,
              language,
            }),
          },
        ]
      : []),
    {
      code: 'lower_quota',
      values: { language, lengthMs: String(Math.max(0, met)) },
      action: { method: 'PATCH', path, body: { quotas: smaller, seen: { quotas } } },
      undo: { method: 'PATCH', path, body: { quotas, seen: { quotas: smaller } } },
    },
  ]
}

const amendment = (channelId: string, slot: Record<string, unknown>): Remedy['action'] => ({
  method: 'POST',
  path: '/slots/amend',
  body: { channelId, changes: [{ do: 'place', ...slot }] },
})

/** How long a publication can be taken back (ms). */
const TAKE_BACK_MS = 30_000

/** Past the deadline: publish what there is, or leave what came late to the week after. */
export function remediesForDeadline({ channelId, rows }: Late): Remedy[] {
  const days = [...new Set(rows.map(({ day }) => day))].sort()
  const publish = (code: string, of: readonly string[]): Remedy => ({
    code,
    values: { date: dayText(of[0] ?? '') },
    action: {
      method: 'POST',
      path: `/channels/${channelId}/publish`,
      body: { days: of, delayMs: TAKE_BACK_MS },
    },
  })
  return [
    publish('publish_now', days),
    ...(days.length > 1 ? [publish('publish_first', days.slice(0, 1))] : []),
    toNextWeek(channelId, rows.slice(0, mostChanges)),
  ]
}

const toNextWeek = (channelId: string, late: readonly Remedied[]): Remedy => ({
  code: 'late_to_next_week',
  values: { count: String(late.length) },
  action: {
    method: 'POST',
    path: '/slots/amend',
    body: {
      channelId,
      changes: late.map(({ id, revision, day }) => ({ do: 'edit', id, revision, day: addDays(day, 7) })),
    },
  },
})

const dayText = (day: string) => day.split('-').slice(1).reverse().join('/')

/** The longest time of a week's days in which nothing stands, from each day's first row to the end of that day. */
function longestFree<T extends Standing>({ rows, endOfDay }: Week<T>) {
  let best: { day: string; startsAt: string; durationMs: number } | undefined
  const offer = (day: string, startsAt: string, endsAt: string) => {
    const durationMs = Date.parse(endsAt) - Date.parse(startsAt)
    if (durationMs >= SHORTEST_MS && durationMs > (best?.durationMs ?? 0))
      best = { day, startsAt, durationMs }
  }
  let filledTo: { day: string; at: string } | undefined
  for (const row of rows) {
    if (filledTo && row.startsAt > filledTo.at && row.day === filledTo.day)
      offer(row.day, filledTo.at, row.startsAt)
    if (filledTo && row.day !== filledTo.day) offer(filledTo.day, filledTo.at, endOfDay(filledTo.day))
    if (!filledTo || row.endsAt > filledTo.at) filledTo = { day: row.day, at: row.endsAt }
  }
  if (filledTo) offer(filledTo.day, filledTo.at, endOfDay(filledTo.day))
  return best
}
