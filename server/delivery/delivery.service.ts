import { type Deinterlace, type PresetSettings, presetWith, type StationPreset } from '../../media/deliver.ts'
import type { MediaFacts } from '../../media/facts.ts'
import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { deinterlaceBy } from '../library/fixes/fields.rules.ts'
import { approvedFor } from '../library/library.rules.ts'
import { type Version, versionById } from '../library/versions.service.ts'
import { canonicalJson } from '../storage/canonical.rules.ts'
import {
  type Delivery,
  deliveriesOf,
  deliveryById,
  folderNamesLike,
  insertDelivery,
  knownOfSource,
  updateDelivery,
} from './delivery.queries.ts'
import type { DeliveryPreset } from './delivery.schema.ts'
import { sayPreset } from './delivery.words.ts'
import { deliveryName, freeName } from './names.rules.ts'
import { presetNow } from './presets.service.ts'

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

/** What is done about the fields of a version's picture: as chosen, else as the analysis of its recording found them. */
export async function deinterlaceFor(
  db: DbOrTrx,
  { sourceSha256, fixes }: Pick<Version, 'sourceSha256' | 'fixes'>,
): Promise<Deinterlace> {
  const source = await knownOfSource(db, sourceSha256)
  const { findings = [] } = JSON.parse(source?.analysis ?? '{}') as { findings?: { code: string }[] }
  return deinterlaceBy(fixes.deinterlace, findings)
}

/**
 * Asks for the station's folder. The same version in the same preset, set alike, is one delivery; a failed one is tried again.
 * Whoever asks second gets the first one's.
 */
export async function makeDelivery(
  deps: Deps,
  actor: Actor,
  input: { versionId: string; preset: DeliveryPreset },
): Promise<{ delivery: Delivery; asked: boolean }> {
  return await change(deps, actor, async (trx, record) => {
    const version = found(await versionById(trx, input.versionId))
    const hindrance = await hindranceTo(trx, version)
    if (hindrance) throw new DomainError(hindrance, { title: version.workTitle })
    const preset = await presetNow(trx, input.preset)
    const deinterlace = await deinterlaceFor(trx, version)
    const settings = settingsFor(preset, deinterlace)
    const wanted = { key: input.preset, preset, deinterlace }
    const same = sameAs(await deliveriesOf(trx, version.id), version, wanted)
    const asked = !same || same.state === 'failed'
    const id = same?.id ?? newId()
    const at = deps.clock.now()
    const making = { state: 'making', failure: null, updated_at: at } as const
    if (!same)
      await insertDelivery(trx, {
        id,
        version_id: version.id,
        content_id: version.contentId,
        preset: input.preset,
        settings,
        folder_name: await nameFor(trx, version, { ...input, settings }, deps.clock.today()),
        requested_by: actor.id,
        requested_at: at,
        ...making,
      })
    else if (asked) await updateDelivery(trx, id, making)
    if (asked)
      await deps.jobs.enqueue(trx, {
        kind: 'delivery.make',
        lane: 'picture',
        subjectKind: 'delivery',
        subjectId: id,
        // A work may be in the queue once for each kind of file; their names are the same in both languages.
        title: `${version.workTitle}, ${sayPreset('vi', input.preset)}`,
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

/** The delivery of a version that already is what would be asked for now: the same content, preset and settings. */
export function sameAs(
  deliveries: readonly Delivery[],
  version: Version,
  wanted: { key: DeliveryPreset; preset: StationPreset; deinterlace: Deinterlace },
): Delivery | undefined {
  const { key, preset, deinterlace } = wanted
  const settings = settingsFor(preset, deinterlace)
  return deliveries.find(
    (one) => one.preset === key && one.contentId === version.contentId && one.settings === settings,
  )
}

/** What makes one delivery of a preset differ from another: how the preset is set, and what is done about fields. */
function settingsFor(preset: StationPreset, deinterlace: Deinterlace): string {
  const { leader, startTimecode, trackLayout, namePattern } = preset
  return canonicalJson({ leader, startTimecode, trackLayout, namePattern, deinterlace })
}

/** How a delivery was asked for. */
export function askedFor({ preset, settings }: Pick<Delivery, 'preset' | 'settings'>) {
  const { deinterlace = 'auto', ...set } = JSON.parse(settings) as Partial<PresetSettings> & {
    deinterlace?: Deinterlace
  }
  return { preset: presetWith(preset, set), deinterlace }
}

async function nameFor(
  trx: Trx,
  version: Version,
  of: Pick<Delivery, 'preset' | 'settings'>,
  day: string,
): Promise<string> {
  const name = deliveryName(askedFor(of).preset.namePattern, {
    shortName: version.workShortName,
    number: version.number,
    language: version.language,
    preset: of.preset,
    day,
  })
  return freeName(name, await folderNamesLike(trx, name))
}
