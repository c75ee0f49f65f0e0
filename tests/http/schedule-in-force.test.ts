import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DomainError } from '../../server/errors.ts'
import { publicationById } from '../../server/publications/publications.service.ts'
import { amendment } from '../../server/schedule/amending/amending.schema.ts'
import { amend } from '../../server/schedule/amending/amending.service.ts'
import { copyDay } from '../../server/schedule/many-slots.service.ts'
import { overlaps } from '../../server/schedule/plan.rules.ts'
import { restoreAsDraft } from '../../server/schedule/publishing/going-back.service.ts'
import { asDay, daysInForce } from '../../server/schedule/publishing/published-days.ts'
import { publishDays } from '../../server/schedule/publishing/publishing.service.ts'
import { endOf, instantOf, parseTimeOfDay } from '../../server/schedule/schedule.rules.ts'
import { newSlot, slotEdit } from '../../server/schedule/schedule.schema.ts'
import { type Slot, slotsOn } from '../../server/schedule/slots.queries.ts'
import { editSlot, placeSlot, repeatSlot } from '../../server/schedule/slots.service.ts'
import { anAppWithChannel } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())

const DAYS = ['2021-10-02', '2021-10-03']
// Few hours on either side of midnight, and lengths that just reach the next slot or just do not: within a day
// slots seldom meet, over midnight they often do.
const hour = fc.constantFrom('00:00', '00:00', '00:30', '12:00', '23:30', '23:30')
const minutes = fc.constantFrom(15, 30, 31, 60, 61)
const index = fc.nat({ max: 50 })
const aDay = fc.constantFrom(...DAYS)

const placing = { day: aDay, start: hour, minutes }
const step = fc.oneof(
  // Takes out what it would meet on its own day, so that days can be published and only midnight is left to meet at.
  { weight: 5, arbitrary: fc.record({ verb: fc.constant('replace' as const), ...placing }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('place' as const), ...placing }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('move' as const), index, ...placing }) },
  {
    weight: 1,
    arbitrary: fc.record({ verb: fc.constant('repeat' as const), index, day: aDay, start: hour }),
  },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('remove' as const), index }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('copy' as const), day: aDay, to: aDay }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('back' as const), index }) },
  { weight: 4, arbitrary: fc.record({ verb: fc.constant('publish' as const), days: fc.tuple(aDay) }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('publish' as const), days: fc.constant(DAYS) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

let round = 0

it('never lets slots in force overlap, neighbouring days included, whatever is edited and published', async () => {
  const { deps, actors } = app
  const scheduler = actors.scheduler
  let publications = 0
  let refused = 0

  const takeOut = (channelId: string, slots: readonly Slot[]) => {
    const changes = slots.map(({ id, revision }) => ({ do: 'remove', id, revision }))
    return amend(deps, scheduler, amendment.parse({ channelId, changes }))
  }
  async function take(channelId: string, made: string[], action: Step): Promise<void> {
    const slots = await slotsOn(deps.db, channelId, DAYS)
    const slot = 'index' in action && slots.length > 0 ? slots[action.index % slots.length] : undefined
    if (action.verb === 'replace') {
      const startsAt = instantOf(action.day, parseTimeOfDay(action.start) ?? 0)
      const here = { startsAt, endsAt: endOf(startsAt, action.minutes * 60_000) }
      const met = slots.filter((other) => other.day === action.day && overlaps(other, here))
      if (met.length > 0) await takeOut(channelId, met)
    }
    if (action.verb === 'place' || action.verb === 'replace')
      await placeSlot(
        deps,
        scheduler,
        newSlot.parse({
          ...action,
          channelId,
          kind: 'title',
          title: 'x',
          durationMs: action.minutes * 60_000,
        }),
      )
    else if (action.verb === 'move' && slot)
      await editSlot(
        deps,
        scheduler,
        slot.id,
        slotEdit.parse({ ...action, durationMs: action.minutes * 60_000, revision: slot.revision }),
      )
    else if (action.verb === 'repeat' && slot)
      await repeatSlot(deps, scheduler, slot.id, {
        day: action.day,
        start: parseTimeOfDay(action.start) ?? 0,
      })
    else if (action.verb === 'remove' && slot) await takeOut(channelId, [slot])
    else if (action.verb === 'copy')
      await copyDay(deps, scheduler, { channelId, day: action.day, to: [action.to] })
    else if (action.verb === 'back') {
      const id = made[action.index % Math.max(1, made.length)]
      if (id) await restoreAsDraft(deps, scheduler, id)
    } else if (action.verb === 'publish') {
      const numbers = await publishDays(deps, scheduler, channelId, action.days)
      made.push(...numbers.map((number) => number.publicationId))
      publications += numbers.length
    }
  }

  async function assertApart(channelId: string): Promise<void> {
    const inForce = await daysInForce(deps.db, channelId, DAYS)
    const slots = [...inForce.values()].flatMap((day) => day.body.slots)
    for (const [i, a] of slots.entries())
      for (const b of slots.slice(i + 1))
        if (overlaps(a, b)) throw new Error(`in force at once: ${JSON.stringify([a, b])}`)
  }

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30, size: 'max' }), async (steps) => {
      const channelId = `round-${round++}`
      await deps.db
        .insertInto('channel')
        .values({
          id: channelId,
          name: channelId,
          deadline: '{}',
          signature: '{}',
          created_at: deps.clock.now(),
        })
        .execute()
      const made: string[] = []
      for (const action of steps) {
        try {
          await take(channelId, made, action)
        } catch (error) {
          // Refusals are part of the game; anything else is not.
          if (!(error instanceof DomainError)) throw error
          if (error.code === 'overlap_in_force') refused++
        }
        if (action.verb === 'publish') await assertApart(channelId)
      }
      for (const id of made) {
        const publication = await publicationById(deps.db, id)
        expect(publication && asDay(publication).body.channelId).toBe(channelId)
      }
    }),
    { numRuns: 80 },
  )
  // A run in which nothing was ever published, or nothing ever stood in the way, would prove nothing.
  expect(publications).toBeGreaterThan(50)
  expect(refused).toBeGreaterThan(0)
}, 120_000)
