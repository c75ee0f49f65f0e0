import { addDays } from '../../server/calendar/days.rules.ts'
import { seedChannel } from '../../server/schedule/channels.service.ts'
import type { ToldConflict } from '../../server/schedule/conflicts/told.ts'
import { weekFrom } from '../../server/schedule/schedule.rules.ts'
import type { PlannedSlot } from '../../server/schedule/schedule.schema.ts'
import type { Slot } from '../../server/schedule/slots.queries.ts'
import { anApp } from './app.ts'

export const CHANNEL = 'cao-bang'
export const SUNDAY = '2021-10-03'

/** The real app with the province's channel in it. */
export async function anAppWithChannel() {
  const app = await anApp()
  await seedChannel(app.deps)
  const scheduler = app.as('scheduler')
  let weeks = 0
  return {
    ...app,
    /** Lays a title-only row of half an hour at 20:00 on the Sunday unless told otherwise. */
    async aSlot(values: Record<string, unknown> = {}): Promise<Slot> {
      const body = {
        channelId: CHANNEL,
        day: SUNDAY,
        start: '20:00',
        kind: 'title',
        title: 'Thời sự',
        durationMs: 1_800_000,
      }
      const named = 'workId' in values ? { ...body, kind: 'work', title: '', durationMs: undefined } : body
      const response = await scheduler.post('/api/slots', { ...named, ...values })
      if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
      return ((await response.json()) as { slot: Slot }).slot
    },
    publish: (days: string[], more: Record<string, unknown> = {}) =>
      scheduler.post(`/api/channels/${CHANNEL}/publish`, { days, ...more }),
    move: (slot: Slot, values: object) =>
      scheduler.patch(`/api/slots/${slot.id}`, { revision: slot.revision, ...values }),
    takeOut: (...slots: Pick<Slot, 'id' | 'revision'>[]) =>
      scheduler.post('/api/slots/amend', {
        channelId: CHANNEL,
        changes: slots.map(({ id, revision }) => ({ do: 'remove', id, revision })),
      }),
    /** The days of a week that no other test has: publications are for ever. No slot is left anywhere. */
    async anEmptyWeek(): Promise<string[]> {
      await app.deps.db.deleteFrom('slot').execute()
      return weekFrom(addDays('2021-10-04', weeks++ * 14))
    },
    async publicationsOf(day: string) {
      const response = await app.as('official').get(`/api/channels/${CHANNEL}/days/${day}/publications`)
      return ((await response.json()) as { publications: DayPublication[] }).publications
    },
    async week(from = '2021-09-27') {
      return (await (
        await app.as('official').get(`/api/channels/${CHANNEL}/week?from=${from}`)
      ).json()) as Week
    },
  }
}

interface DayPublication {
  id: string
  number: number
  body: { slots: Record<string, unknown>[] }
}

interface Week {
  days: {
    day: string
    slots: (Slot & { placeholder: boolean; version: { id: string } | null })[]
    conflicts: ToldConflict[]
    published: { id: string; number: number } | null
  }[]
  changes: { kind: string; day: string; after?: PlannedSlot; before?: PlannedSlot; fields?: string[] }[]
  inForce: { number: number } | null
  deadlineAt: string
  publishing: { jobId: string; state: string; errorCode: string | null } | null
}

interface Published {
  published: { day: string; number: number; publicationId: string }[]
}
export const published = async (response: Response) => ((await response.json()) as Published).published

export async function errorOf(response: Response) {
  const { error } = (await response.json()) as {
    error: { code: string; message: string; details: Record<string, unknown> }
  }
  return { status: response.status, ...error }
}
