import type { z } from 'zod'
import { usualDeadline } from '../calendar/calendar.rules.ts'
import { change } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import { found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { type Channel, channelById } from './channels.queries.ts'
import type { channelEdit, Signature } from './schedule.schema.ts'

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

/** Name, deadline and signature block: what stands on paper, never what airs. */
export async function editChannel(
  deps: Deps,
  actor: Actor,
  id: string,
  edit: z.output<typeof channelEdit>,
): Promise<Channel> {
  return change(deps, actor, async (trx, record) => {
    found(await channelById(trx, id))
    await trx
      .updateTable('channel')
      .set({
        ...(edit.name === undefined ? {} : { name: edit.name }),
        ...(edit.deadline === undefined ? {} : { deadline: JSON.stringify(edit.deadline) }),
        ...(edit.signature === undefined ? {} : { signature: JSON.stringify(edit.signature) }),
      })
      .where('id', '=', id)
      .execute()
    await record({ action: 'channel.edit', subjectKind: 'channel', subjectId: id, detail: edit })
    return found(await channelById(trx, id))
  })
}
