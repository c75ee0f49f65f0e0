import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { type Delivery, deliveryById, updateDelivery } from './delivery.queries.ts'
import type { StationAnswer } from './delivery.schema.ts'
import { filesOf } from './folder.queries.ts'

/** What the station said at one time; an answer is followed by another, never overwritten. */
export interface Answer {
  deliveryId: string
  taken: boolean
  why: string
  saidBy: string
  /** The station itself wrote it on the page of its link; else somebody here wrote down what they were told. */
  byLink: boolean
  at: string
}

/** Who tells us: somebody with an account, or whoever holds a link and the name they gave. */
export type Teller = { person: { id: string; name: string } } | { linkId: string; name: string }

/** Keeps what the station answered; it stands until the next answer. */
export async function answerDelivery(
  deps: Pick<Deps, 'db' | 'live' | 'clock'>,
  teller: Teller,
  input: { id: string } & StationAnswer,
): Promise<Delivery> {
  const person = 'person' in teller ? teller.person : null
  const linkId = 'linkId' in teller ? teller.linkId : null
  return await change(deps, person, async (trx, record) => {
    const delivery = found(await deliveryById(trx, input.id))
    if ((await filesOf(trx, [delivery.id])).get(delivery.id)?.length === 0)
      throw new DomainError('delivery_not_ready')
    if (!input.taken && !input.why) throw new DomainError('reason_missing')
    const at = deps.clock.now()
    const state = input.taken ? 'taken' : 'refused'
    await trx
      .insertInto('delivery_answer')
      .values({
        id: newId(),
        delivery_id: delivery.id,
        taken: input.taken ? 1 : 0,
        why: input.why,
        said_by: 'person' in teller ? teller.person.name : teller.name,
        link_id: linkId,
        person_id: person?.id ?? null,
        at,
      })
      .execute()
    await updateDelivery(trx, delivery.id, { state, answer: input.why || null, updated_at: at })
    await record({
      action: `delivery.${state}`,
      subjectKind: 'delivery',
      subjectId: delivery.id,
      detail: { why: input.why, linkId },
    })
    return found(await deliveryById(trx, delivery.id))
  })
}

/** What was answered on deliveries, the latest first. */
export async function answersOf(db: DbOrTrx, deliveryIds: readonly string[]): Promise<Answer[]> {
  if (deliveryIds.length === 0) return []
  const rows = await db
    .selectFrom('delivery_answer')
    .selectAll()
    .where('delivery_id', 'in', deliveryIds)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    deliveryId: row.delivery_id,
    taken: row.taken === 1,
    why: row.why,
    saidBy: row.said_by,
    byLink: row.link_id !== null,
    at: row.at,
  }))
}
