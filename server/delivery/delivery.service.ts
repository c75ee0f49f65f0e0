import type { MediaFacts } from '../../media/facts.ts'
import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { approvedFor } from '../library/library.rules.ts'
import { type Version, versionById } from '../library/versions.service.ts'
import {
  type Delivery,
  deliveriesOf,
  deliveryById,
  insertDelivery,
  knownOfSource,
  updateDelivery,
} from './delivery.queries.ts'
import type { DeliveryPreset, StationAnswer } from './delivery.schema.ts'

export { deliveriesOf, deliveryById } from './delivery.queries.ts'

/** Why no delivery can be made of a version; null where one can. */
type DeliveryHindrance = 'not_approved' | 'withdrawn' | 'not_ready' | 'no_picture' | null

export async function hindranceTo(db: DbOrTrx, version: Version): Promise<DeliveryHindrance> {
  if (version.state === 'withdrawn' || version.workWithdrawn) return 'withdrawn'
  if (version.soundOnly) return 'no_picture'
  if (!approvedFor(version, 'tv')) return 'not_approved'
  const facts = await factsOf(db, version)
  if (!facts) return 'not_ready'
  return facts.picture ? null : 'no_picture'
}

export async function factsOf(db: DbOrTrx, version: Version): Promise<MediaFacts | undefined> {
  const source = await knownOfSource(db, version.sourceSha256)
  if (source?.state !== 'ready' || source.facts === null) return undefined
  const facts = JSON.parse(source.facts) as Partial<MediaFacts>
  return facts.container === undefined ? undefined : (facts as MediaFacts)
}

/** Asks for the station's file. The same version in the same preset is one delivery; a failed one is tried again. */
export async function makeDelivery(
  deps: Deps,
  actor: Actor,
  input: { versionId: string; preset: DeliveryPreset },
): Promise<{ delivery: Delivery; asked: boolean }> {
  return await change(deps, actor, async (trx, record) => {
    const version = found(await versionById(trx, input.versionId))
    const hindrance = await hindranceTo(trx, version)
    if (hindrance) throw new DomainError(hindrance, { title: version.workTitle })
    const at = deps.clock.now()
    const same = (await deliveriesOf(trx, version.id)).find(
      (one) => one.preset === input.preset && one.contentId === version.contentId,
    )
    const asked = !same || same.state === 'failed'
    const id = same?.id ?? newId()
    if (!same)
      await insertDelivery(trx, {
        id,
        version_id: version.id,
        content_id: version.contentId,
        preset: input.preset,
        state: 'making',
        requested_by: actor.id,
        requested_at: at,
        updated_at: at,
      })
    else if (asked) await updateDelivery(trx, id, { state: 'making', failure: null, updated_at: at })
    if (asked)
      await deps.jobs.enqueue(trx, {
        kind: 'delivery.make',
        lane: 'picture',
        subjectKind: 'delivery',
        subjectId: id,
        title: version.workTitle,
        key: `delivery.make ${id}`,
        payload: { deliveryId: id },
        createdBy: actor.id,
      })
    await record({
      action: 'delivery.make',
      subjectKind: 'delivery',
      subjectId: id,
      detail: { versionId: version.id, contentId: version.contentId, preset: input.preset, asked },
    })
    return { delivery: found(await deliveryById(trx, id)), asked }
  })
}

/** Keeps what the station answered; an answer can be corrected. */
export async function answerDelivery(
  deps: Deps,
  actor: Actor,
  input: { id: string } & StationAnswer,
): Promise<Delivery> {
  return await change(deps, actor, async (trx, record) => {
    const delivery = found(await deliveryById(trx, input.id))
    if (!delivery.file) throw new DomainError('not_ready')
    if (!input.taken && !input.why) throw new DomainError('reason_missing')
    const state = input.taken ? 'taken' : 'refused'
    await updateDelivery(trx, delivery.id, { state, answer: input.why || null, updated_at: deps.clock.now() })
    await record({
      action: `delivery.${state}`,
      subjectKind: 'delivery',
      subjectId: delivery.id,
      detail: { why: input.why },
    })
    return found(await deliveryById(trx, delivery.id))
  })
}
