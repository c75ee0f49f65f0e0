import type { z } from 'zod'
import { usualDeadline } from '../calendar/calendar.rules.ts'
import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { assertAsSeen } from './as-seen.ts'
import { type Channel, channelById } from './channels.queries.ts'
import { broadcastDayOf, instantOf } from './schedule.rules.ts'
import type { channelEdit, newChannel, Signature } from './schedule.schema.ts'

const firstSignature: Signature = {
  parent: 'UBND TỈNH CAO BẰNG',
  body: 'ĐÀI PHÁT THANH - TRUYỀN HÌNH',
  place: 'Cao Bằng',
  capacity: 'GIÁM ĐỐC',
  name: '',
}

/** The province's one channel, made at the first start. */
export async function seedChannel(deps: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  await deps.db
    .insertInto('channel')
    .values({
      id: 'cao-bang',
      name: 'Truyền hình Cao Bằng',
      deadline: JSON.stringify(usualDeadline),
      signature: JSON.stringify(firstSignature),
      created_at: deps.clock.now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** A further channel: an empty plan, and the papers of the first until somebody changes them. */
export async function addChannel(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof newChannel>,
): Promise<Channel> {
  return change(deps, actor, async (trx, record) => {
    const id = newId()
    const same = await trx
      .selectFrom('channel')
      .select('id')
      .where('name', '=', input.name)
      .executeTakeFirst()
    if (same) throw new DomainError('channel_taken')
    await trx
      .insertInto('channel')
      .values({
        id,
        name: input.name,
        day_starts_min: input.dayStartsMin,
        deadline: JSON.stringify(usualDeadline),
        signature: JSON.stringify(firstSignature),
        created_at: deps.clock.now(),
      })
      .execute()
    await record({
      action: 'channel.add',
      subjectKind: 'channel',
      subjectId: id,
      detail: { name: input.name },
    })
    return found(await channelById(trx, id))
  })
}

/** Name, deadline, signature block, when its day begins and what goes into its gaps; no hour on air changes by it. */
export async function editChannel(
  deps: Deps,
  actor: Actor,
  id: string,
  { seen, ...edit }: z.output<typeof channelEdit>,
): Promise<Channel> {
  return change(deps, actor, async (trx, record) => {
    const before = found(await channelById(trx, id))
    assertAsSeen(before, seen)
    await trx
      .updateTable('channel')
      .set({
        ...(edit.name === undefined ? {} : { name: edit.name }),
        ...(edit.deadline === undefined ? {} : { deadline: JSON.stringify(edit.deadline) }),
        ...(edit.signature === undefined ? {} : { signature: JSON.stringify(edit.signature) }),
        ...(edit.dayRunsMin === undefined ? {} : { day_runs_min: edit.dayRunsMin }),
        ...(edit.gapPolicy === undefined ? {} : { gap_policy: edit.gapPolicy }),
        ...(edit.separation === undefined ? {} : { separation: JSON.stringify(edit.separation) }),
        ...(edit.fillKinds === undefined ? {} : { fill_kinds: JSON.stringify(edit.fillKinds) }),
        ...(edit.quotas === undefined ? {} : { quotas: JSON.stringify(edit.quotas) }),
        ...(edit.dayStartsMin === undefined ? {} : { day_starts_min: edit.dayStartsMin }),
      })
      .where('id', '=', id)
      .execute()
    if (edit.dayStartsMin !== undefined && edit.dayStartsMin !== before.dayStartsMin)
      await ruleDaysAnew(trx, id, { today: deps.clock.today(), dayStartsMin: edit.dayStartsMin })
    await record({ action: 'channel.edit', subjectKind: 'channel', subjectId: id, detail: edit })
    return found(await channelById(trx, id))
  })
}

/** What is planned keeps its hour; in the small hours it comes to belong to another broadcast day. The past stays. */
async function ruleDaysAnew(
  trx: Trx,
  channelId: string,
  { today, dayStartsMin }: { today: string; dayStartsMin: number },
): Promise<void> {
  const rows = await trx
    .selectFrom('slot')
    .select(['id', 'day', 'starts_at', 'revision'])
    .where('channel_id', '=', channelId)
    .where('starts_at', '>=', instantOf(today, 0))
    .execute()
  for (const row of rows) {
    const day = broadcastDayOf(row.starts_at, dayStartsMin)
    if (day !== row.day)
      await trx
        .updateTable('slot')
        .set({ day, revision: row.revision + 1 })
        .where('id', '=', row.id)
        .execute()
  }
}
