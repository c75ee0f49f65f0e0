import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../server/calendar/days.rules.ts'
import { amend } from '../../server/schedule/amending/amending.service.ts'
import { conflictsOf } from '../../server/schedule/conflicts/conflicts.service.ts'
import { overlapsOf } from '../../server/schedule/plan.rules.ts'
import { daysInForce } from '../../server/schedule/publishing/published-days.ts'
import { publishDays } from '../../server/schedule/publishing/publishing.service.ts'
import type { Slot } from '../../server/schedule/slots.queries.ts'
import { placeSlot } from '../../server/schedule/slots.service.ts'
import { anAppWithChannel, CHANNEL } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())

const MINUTE = 60_000
/** Weeks that no other run has: publications are for ever. */
let weeks = 0
const aWeek = () => addDays('2024-01-01', weeks++ * 14)

const planned = fc.record({
  day: fc.integer({ min: 0, max: 3 }),
  // From five minutes to three hours, at every quarter of an hour; many run over midnight.
  quarter: fc.oneof(fc.integer({ min: 88, max: 95 }), fc.integer({ min: 0, max: 95 })),
  minutes: fc.integer({ min: 5, max: 180 }),
  following: fc.boolean(),
})

type Planned = typeof planned extends fc.Arbitrary<infer T> ? T : never

async function lay(monday: string, { day, quarter, minutes, following }: Planned) {
  return placeSlot(app.deps, app.actors.scheduler, {
    channelId: CHANNEL,
    day: addDays(monday, day),
    start: quarter * 900,
    durationMs: minutes * MINUTE,
    kind: 'title',
    title: `Mục ${quarter}`,
    workId: null,
    versionId: null,
    language: null,
    run: 'first',
    firstSlotId: null,
    note: '',
    startMode: following ? 'following' : 'fixed',
    billed: null,
    gapPolicy: null,
    stationAnswer: 'none',
    stationNote: '',
    templateRowId: null,
    repeatIds: [],
  })
}

/** What stands in the draft, without what only ever grows. */
const draft = async () => {
  const rows = await app.deps.db.selectFrom('slot').selectAll().orderBy('id').execute()
  return rows.map(({ revision: _, edited_at: __, edited_by: ___, ...row }) => row)
}

describe('plans of any shape', () => {
  it('never put an overlap in force, neighbouring days included, in whatever order days are published', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(planned, { maxLength: 8 }),
        fc.array(fc.subarray([0, 1, 2, 3], { minLength: 1 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(), planned), { maxLength: 4 }),
        async (rows, publications, edits) => {
          const monday = aWeek()
          const slots: Slot[] = []
          for (const row of rows) slots.push(await lay(monday, row))
          for (const [turn, days] of publications.entries()) {
            // Refused or not, what is in force afterwards is what counts.
            await publishDays(
              app.deps,
              app.actors.scheduler,
              CHANNEL,
              days.map((day) => addDays(monday, day)),
            ).catch(() => undefined)
            const edit = edits[turn]
            const slot = edit && slots[edit[0] % Math.max(1, slots.length)]
            if (edit && slot) {
              const now = await app.deps.db
                .selectFrom('slot')
                .select('revision')
                .where('id', '=', slot.id)
                .executeTakeFirst()
              await amend(app.deps, app.actors.scheduler, {
                channelId: CHANNEL,
                follow: true,
                changes: [
                  {
                    do: 'edit',
                    id: slot.id,
                    revision: now?.revision ?? 0,
                    day: addDays(monday, edit[1].day),
                    start: edit[1].quarter * 900,
                  },
                ],
              })
            }
            const around = Array.from({ length: 6 }, (_, i) => addDays(monday, i - 1))
            const inForce = [...(await daysInForce(app.deps.db, CHANNEL, around)).values()]
            expect(overlapsOf(inForce.flatMap(({ body }) => body.slots))).toEqual([])
          }
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)

  it('are what they were once an edit is taken back, followers included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(planned, { minLength: 1, maxLength: 6 }),
        planned,
        fc.constantFrom('move', 'lengthen', 'remove', 'place'),
        async (rows, to, how) => {
          await app.deps.db.deleteFrom('slot').execute()
          const monday = aWeek()
          const slots: Slot[] = []
          for (const row of rows) slots.push(await lay(monday, row))
          const before = await draft()
          const id = slots[0]?.id ?? ''
          const { revision } = await app.deps.db
            .selectFrom('slot')
            .select('revision')
            .where('id', '=', id)
            .executeTakeFirstOrThrow()
          const change = {
            move: { do: 'edit', id, revision, day: addDays(monday, to.day), start: clock(to.quarter) },
            lengthen: { do: 'edit', id, revision, durationMs: to.minutes * MINUTE },
            remove: { do: 'remove', id, revision },
            place: {
              do: 'place',
              day: addDays(monday, to.day),
              start: clock(to.quarter),
              durationMs: to.minutes * MINUTE,
              kind: 'title',
              title: 'Thêm',
            },
          }[how]
          const post = (body: object) => app.as('scheduler').post('/api/slots/amend', body)
          const done = await post({ channelId: CHANNEL, changes: [change] })
          expect(done.status).toBe(200)
          const { back } = (await done.json()) as { back: object[] }
          const undone = await post({ channelId: CHANNEL, changes: back, follow: false })
          expect(undone.status).toBe(200)
          expect(await draft()).toEqual(before)
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)

  it('let a slot from 23:30 to 00:30 conflict with what it overlaps and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(planned, { maxLength: 6 }), async (rows) => {
        await app.deps.db.deleteFrom('slot').execute()
        const monday = aWeek()
        const late = await lay(monday, { day: 1, quarter: 94, minutes: 60, following: false })
        const others: Slot[] = []
        for (const row of rows) others.push(await lay(monday, { ...row, following: false }))
        const found = await conflictsOf(app.deps.db, [CHANNEL], monday, addDays(monday, 6), {
          now: app.deps.clock.now(),
        })
        const clashing = found
          .filter(
            ({ code, slotId, otherSlotId }) => code === 'overlap' && [slotId, otherSlotId].includes(late.id),
          )
          .map(({ slotId, otherSlotId }) => (slotId === late.id ? otherSlotId : slotId))
        const meeting = others.filter(
          ({ startsAt, endsAt }) =>
            Date.parse(startsAt) < Date.parse(late.endsAt) && Date.parse(late.startsAt) < Date.parse(endsAt),
        )
        expect(clashing.sort()).toEqual(meeting.map(({ id }) => id).sort())
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})

const clock = (quarter: number) => `${Math.floor(quarter / 4)}:${String((quarter % 4) * 15).padStart(2, '0')}`
