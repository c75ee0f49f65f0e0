// What it costs to check a whole plan beside reading its rows, and whether one edit or one week grows dear with the plan.
import { addDays } from '../../server/calendar/days.rules.ts'
import { inTransaction } from '../../server/db/open.ts'
import type { Deps } from '../../server/deps.ts'
import { amendIn } from '../../server/schedule/amending/amending.service.ts'
import { conflictsOf } from '../../server/schedule/conflicts/conflicts.service.ts'
import { exactTimeOfDay, weekFrom } from '../../server/schedule/schedule.rules.ts'
import { slotsOn } from '../../server/schedule/slots.queries.ts'
import { weekOf } from '../../server/schedule/week.service.ts'
import { seedPeople, someDeps } from '../../tests/support/app.ts'
import { aPlannedStation, FIRST_WEEK } from '../../tests/support/planned-station.ts'
import { alternate, type BenchRow, count, row } from './rows.ts'

const SEEDS = 10
const ALTERNATIONS = 5
const EDITS = 100
const WEEKS_READ = 10
const SMALL = { channels: 1, weeks: 5 }
const LARGE = { channels: 20, weeks: 25 }

/** Both plans hold the same first week of the same channel. */
export async function conflictRows(_dir: string, seed: number): Promise<BenchRow[]> {
  const checks: number[] = []
  const edits: number[] = []
  const weeks: number[] = []
  const shares: number[] = []
  for (let i = 0; i < SEEDS; i++) {
    const small = await aPlan(seed + i, SMALL)
    const large = await aPlan(seed + i, LARGE)
    try {
      const { ratios, share } = await checked(large)
      checks.push(...ratios)
      shares.push(share)
      edits.push(await growth(small, large, await editing(small), await editing(large), EDITS))
      weeks.push(await growth(small, large, readWeek, readWeek, WEEKS_READ))
    } finally {
      await small.deps.close()
      await large.deps.close()
    }
  }
  return [
    row('conflicts_100k_vs_row_read', 'ratio', checks),
    row('conflicts_100k_share', 'ratio', shares),
    row('edit_check_growth_1k_to_100k', 'ratio', edits),
    row('week_read_growth_1k_to_100k', 'ratio', weeks),
    count('conflicts_seeds', 'plans', SEEDS),
  ]
}

interface Plan {
  deps: Deps & { close(): Promise<void> }
  channelIds: string[]
  days: number
}

async function aPlan(seed: number, size: typeof SMALL): Promise<Plan> {
  const deps = await someDeps()
  await seedPeople(deps)
  const channelIds = await aPlannedStation(deps, seed, size)
  return { deps, channelIds, days: size.weeks * 7 }
}

const took = async (work: () => Promise<unknown>) => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** All rules over the whole plan, told with their ways out, against reading all columns of the same rows. */
async function checked({ deps, channelIds, days }: Plan) {
  const now = deps.clock.now()
  const to = addDays(FIRST_WEEK, days - 1)
  let found = 0
  const check = () =>
    took(async () => {
      found = (await conflictsOf(deps.reads, channelIds, FIRST_WEEK, to, { now })).length
    })
  let rows = 0
  const read = () =>
    took(async () => {
      const slots = deps.reads.selectFrom('slot').selectAll().orderBy('channel_id').orderBy('starts_at')
      rows = (await slots.execute()).length
    })
  const ratios = await alternate(ALTERNATIONS, check, read)
  return { ratios, share: found / rows }
}

/** Median of the larger plan over that of the smaller, taken in turn so that both see the same machine. */
async function growth(
  small: Plan,
  large: Plan,
  inSmall: (plan: Plan) => Promise<unknown>,
  inLarge: (plan: Plan) => Promise<unknown>,
  times: number,
): Promise<number> {
  const times1: number[] = []
  const times2: number[] = []
  for (let warm = 0; warm < 5; warm++) {
    await inSmall(small)
    await inLarge(large)
  }
  for (let turn = 0; turn < ALTERNATIONS; turn++) {
    for (let i = 0; i < times; i++) times1.push(await took(() => inSmall(small)))
    for (let i = 0; i < times; i++) times2.push(await took(() => inLarge(large)))
  }
  return median(times2) / median(times1)
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const readWeek = ({ deps, channelIds }: Plan) =>
  weekOf(deps.reads, channelIds[0] ?? '', FIRST_WEEK, { now: deps.clock.now() })

/** One slot moved by five minutes with all that the service does for it, and none of it kept. */
async function editing({ deps, channelIds }: Plan) {
  const channelId = channelIds[0] ?? ''
  const slots = await slotsOn(deps.reads, channelId, weekFrom(FIRST_WEEK))
  let next = 0
  const undone = new Error('not kept')
  return async () => {
    const slot = slots[next++ % slots.length]
    if (!slot) throw new Error('an empty week')
    const start = exactTimeOfDay(new Date(Date.parse(slot.startsAt) + 300_000).toISOString())
    const [hours = 0, minutes = 0] = start.split(':').map(Number)
    const by = { by: 'person-scheduler', at: deps.clock.now() }
    const changes = [
      { do: 'edit' as const, id: slot.id, revision: slot.revision, start: hours * 3600 + minutes * 60 },
    ]
    await inTransaction(deps.db, async (trx) => {
      await amendIn(trx, async () => undefined, by, { channelId, changes, follow: true })
      throw undone
    }).catch((error: unknown) => {
      if (error !== undone) throw error
    })
  }
}
