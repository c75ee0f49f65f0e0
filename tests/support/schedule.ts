import { seedChannel } from '../../server/schedule/channels.service.ts'
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
    async week(from = '2021-09-27') {
      return (await (
        await app.as('official').get(`/api/channels/${CHANNEL}/week?from=${from}`)
      ).json()) as Week
    },
  }
}

interface Week {
  days: {
    day: string
    slots: (Slot & { placeholder: boolean; warnings: string[]; version: { id: string } | null })[]
    overlaps: { firstId: string; secondId: string; durationMs: number }[]
    gaps: { startsAt: string; durationMs: number }[]
    published: { id: string; number: number } | null
  }[]
  changes: { kind: string; day: string; after?: PlannedSlot; before?: PlannedSlot; fields?: string[] }[]
  inForce: { number: number } | null
  deadlineAt: string
  publishing: { jobId: string; state: string; errorCode: string | null } | null
}

export async function errorOf(response: Response) {
  const { error } = (await response.json()) as {
    error: { code: string; message: string; details: Record<string, unknown> }
  }
  return { status: response.status, ...error }
}
