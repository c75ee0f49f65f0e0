import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../server/calendar/days.rules.ts'
import { DomainError } from '../../server/errors.ts'
import { amend } from '../../server/schedule/amending/amending.service.ts'
import { conflictsOf } from '../../server/schedule/conflicts/conflicts.service.ts'
import { overlapsOf } from '../../server/schedule/plan.rules.ts'
import { daysInForce } from '../../server/schedule/publishing/published-days.ts'
import { changeUrgently } from '../../server/schedule/publishing/publishing.jobs.ts'
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

/** The last row of one broadcast day and the first of the next, which may meet. */
const atTheEdge = fc.record({
  late: fc.record({ minutes: fc.constantFrom(15, 30, 45) }),
  early: fc.record({ minutes: fc.integer({ min: 5, max: 60 }) }),
})

const planned = fc.record({
  day: fc.integer({ min: 0, max: 3 }),
  // From five minutes to three hours, at every quarter of an hour; many run over midnight.
  quarter: fc.oneof(fc.integer({ min: 88, max: 95 }), fc.integer({ min: 0, max: 95 })),
  minutes: fc.integer({ min: 5, max: 180 }),
  following: fc.boolean(),
})

type Planned = typeof planned extends fc.Arbitrary<infer T> ? T : never

/** Broadcast days begin at midnight, or at five and run on until 29:00. */
const dayStart = fc.constantFrom(0, 300)
const beginDaysAt = (minutes: number) =>
  app.deps.db.updateTable('channel').set({ day_starts_min: minutes }).where('id', '=', CHANNEL).execute()

const revisionOf = async (id: string) =>
  (await app.deps.db.selectFrom('slot').select('revision').where('id', '=', id).executeTakeFirstOrThrow())
    .revision

async function lay(
  monday: string,
  { day, quarter, minutes, following }: Planned,
  firstSlotId: string | null = null,
) {
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
    firstSlotId,
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
    const went = { published: 0, refused: 0, moved: 0 }
    /** Refusals are part of the game; anything else is not. */
    const tried = async (kind: 'published' | 'moved', step: () => Promise<unknown>) => {
      try {
        await step()
        went[kind]++
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        went.refused++
      }
    }
    const expectApart = async (days: readonly string[]) => {
      const inForce = [...(await daysInForce(app.deps.db, CHANNEL, days)).values()]
      expect(overlapsOf(inForce.flatMap(({ body }) => body.slots))).toEqual([])
    }
    await fc.assert(
      fc.asyncProperty(
        dayStart,
        atTheEdge,
        fc.array(planned, { maxLength: 3 }),
        fc.shuffledSubarray([[0], [1], [2], [1, 2], [0, 1, 2, 3]], { minLength: 4 }),
        fc.array(fc.tuple(fc.nat({ max: 9 }), planned, fc.boolean()), { minLength: 2, maxLength: 5 }),
        async (dayStartsMin, { late, early }, rows, publications, edits) => {
          await beginDaysAt(dayStartsMin)
          const monday = aWeek()
          const edge = dayStartsMin / 15
          const pair = [
            { ...late, day: 1, quarter: (edge + 95) % 96, following: false },
            { ...early, day: 2, quarter: edge, following: false },
          ]
          const slots: Slot[] = []
          for (const row of [...rows, ...pair]) slots.push(await lay(monday, row))
          for (const [turn, days] of publications.entries()) {
            const named = days.map((day) => addDays(monday, day))
            await tried('published', () => publishDays(app.deps, app.actors.scheduler, CHANNEL, named))
            const around = Array.from({ length: 6 }, (_, i) => addDays(monday, i - 1))
            await expectApart(around)
            const [nth, to, push] = edits[turn] ?? []
            const slot = slots[nth ?? slots.length]
            if (!slot || !to) continue
            const before = await daysInForce(app.deps.db, CHANNEL, around)
            const standing = before.get(slot.day)
            // A published row is moved on air at once; either way it moves in the draft.
            if (standing?.body.slots.some(({ slotId }) => slotId === slot.id))
              await tried('moved', () =>
                changeUrgently(
                  app.deps,
                  app.actors.scheduler,
                  { channelId: CHANNEL, day: slot.day },
                  {
                    base: standing.number,
                    moves: [{ slotId: slot.id, start: to.quarter * 900 }],
                    push: push ?? false,
                    reason: '',
                    delayMs: 0,
                  },
                ),
              )
            const revision = await revisionOf(slot.id)
            const edit = { do: 'edit' as const, id: slot.id, revision, start: to.quarter * 900 }
            await amend(app.deps, app.actors.scheduler, {
              channelId: CHANNEL,
              follow: true,
              changes: [{ ...edit, day: addDays(monday, to.day) }],
            })
            await expectApart(around)
          }
        },
      ),
      { numRuns: 25 },
    )
    // A property that nothing was ever published for, or nothing refused by, would say little.
    expect(Math.min(went.published, went.refused, went.moved)).toBeGreaterThan(0)
  }, 120_000)

  it('are what they were once edits are taken back, and what they became once these are done again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(planned, { minLength: 2, maxLength: 6 }),
        fc.array(planned, { minLength: 1, maxLength: 2 }),
        fc.uniqueArray(fc.tuple(fc.constantFrom('move', 'lengthen', 'remove'), fc.nat(), planned), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.option(planned),
        async (rows, repeats, changes, placed) => {
          await app.deps.db.deleteFrom('slot').execute()
          const monday = aWeek()
          const slots: Slot[] = []
          for (const row of rows) slots.push(await lay(monday, row))
          const first = slots[0]?.id ?? ''
          for (const row of repeats) slots.push(await lay(monday, row, first))
          const before = await draft()
          const wanted = new Map<string, object>()
          for (const [how, nth, to] of changes) {
            const id = slots[nth % slots.length]?.id ?? ''
            const revision = await revisionOf(id)
            if (how === 'remove') wanted.set(id, { do: 'remove', id, revision })
            else if (how === 'lengthen')
              wanted.set(id, { do: 'edit', id, revision, durationMs: to.minutes * MINUTE })
            else
              wanted.set(id, {
                do: 'edit',
                id,
                revision,
                day: addDays(monday, to.day),
                start: clock(to.quarter),
                moveRepeats: to.following,
              })
          }
          const place = placed && {
            do: 'place',
            day: addDays(monday, placed.day),
            start: clock(placed.quarter),
            durationMs: placed.minutes * MINUTE,
            kind: 'title',
            title: 'Thêm',
            startMode: placed.following ? 'following' : 'fixed',
          }
          const send = async (steps: object[], follow: boolean) => {
            const response = await app
              .as('scheduler')
              .post('/api/slots/amend', { channelId: CHANNEL, changes: steps, follow })
            expect(response.status).toBe(200)
            return ((await response.json()) as { back: object[] }).back
          }
          const back = await send([...wanted.values(), ...(place ? [place] : [])], true)
          const after = await draft()
          const again = await send(back, false)
          expect(await draft()).toEqual(before)
          const backAgain = await send(again, false)
          expect(await draft()).toEqual(after)
          await send(backAgain, false)
          expect(await draft()).toEqual(before)
        },
      ),
      { numRuns: 30 },
    )
  }, 120_000)

  it('let a slot from 23:30 to 00:30 conflict with what it overlaps and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(dayStart, fc.array(planned, { maxLength: 6 }), async (dayStartsMin, rows) => {
        await beginDaysAt(dayStartsMin)
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
