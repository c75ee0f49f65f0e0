import type { DbOrTrx } from '../db/open.ts'
import { type Version, versionById } from '../library/versions.service.ts'
import type { Language } from '../words/words.ts'
import { answersOf } from './answers.service.ts'
import type { Delivery } from './delivery.queries.ts'
import { mayLeave } from './delivery.rules.ts'
import { sayCopyFailure, sayFailure, sayPreset } from './delivery.words.ts'
import { copiesOf } from './disks/copies.queries.ts'
import { type DeliveryFile, filesOf } from './folder.queries.ts'
import { linksOf } from './links/links.queries.ts'

/** Deliveries as pages see them, with all that has become of each. */
export async function shownDeliveries(db: DbOrTrx, language: Language, deliveries: readonly Delivery[]) {
  const ids = deliveries.map((one) => one.id)
  const [files, copies, links, answers, versions] = await Promise.all([
    filesOf(db, ids),
    copiesOf(db, ids),
    linksOf(db, ids),
    answersOf(db, ids),
    versionsOf(db, deliveries),
  ])
  return deliveries.flatMap((delivery) => {
    const version = versions.get(delivery.versionId)
    if (!version) return []
    const own = <T extends { deliveryId: string }>(all: readonly T[]) =>
      all.filter((one) => one.deliveryId === delivery.id).map(({ deliveryId: _, ...rest }) => rest)
    const ownLinks = own(links)
    const ownCopies = own(copies).map(({ minutes, failure, ...copy }) => ({
      ...copy,
      failure: failure && sayCopyFailure(language, failure),
      hasMinutes: minutes !== null,
    }))
    return [
      {
        id: delivery.id,
        preset: delivery.preset,
        presetName: sayPreset(language, delivery.preset),
        state: delivery.state,
        folderName: delivery.folderName,
        failure: delivery.failure && sayFailure(language, delivery.failure),
        requestedBy: delivery.requestedBy,
        requestedAt: delivery.requestedAt,
        updatedAt: delivery.updatedAt,
        work: { id: version.workId, title: version.workTitle },
        version: { id: version.id, number: version.number },
        /** Why it may not leave any more. */
        stopped: mayLeave(delivery, version),
        files: (files.get(delivery.id) ?? []).map(shownFile),
        programme: shownProgramme(delivery),
        copies: ownCopies,
        links: ownLinks,
        answers: own(answers),
        /** It has left us in one way or another, so an answer is due. */
        handedOver: ownLinks.length > 0 || ownCopies.some((copy) => copy.state === 'done'),
      },
    ]
  })
}

async function versionsOf(db: DbOrTrx, deliveries: readonly Delivery[]): Promise<Map<string, Version>> {
  const ids = new Set(deliveries.map((one) => one.versionId))
  const versions = await Promise.all([...ids].map((id) => versionById(db, id)))
  return new Map(versions.flatMap((version) => (version ? [[version.id, version]] : [])))
}

export const shownFile = ({ role, name, sizeBytes, sha256 }: DeliveryFile) => ({
  role,
  name,
  sizeBytes,
  sha256,
})

function shownProgramme({ file }: Delivery) {
  if (!file) return null
  const { before, after, gainDb, limited, flags, durationMs } = file.record
  return {
    durationMs,
    before: { loudnessLufs: before.integratedLufs, peakDbtp: before.truePeakDbtp },
    after: { loudnessLufs: after.integratedLufs, peakDbtp: after.truePeakDbtp },
    gainDb,
    limited,
    flags,
  }
}
