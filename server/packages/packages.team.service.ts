import { addDays } from '../calendar/days.rules.ts'
import { inTransaction } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Device } from '../http/device-door.ts'
import type { Ranged } from '../http/range.ts'
import { addDelivered, heldWhole } from './downloads.queries.ts'
import { type Content, listPackages, type Package, packageById } from './packages.queries.ts'
import { supersession } from './packages.rules.ts'
import type { PackageForDevice } from './packages.schema.ts'
import { assertUsable, type Reading, servedAmong, stoppedAmong } from './packages.service.ts'
import { contentOf, contentsOf, holdersOf } from './sets.queries.ts'

/** A device that was out for a month still hears which of its packages it must not play. */
const TOLD_AFTER_DAYS = 60

const oldestTold = ({ clock }: Reading) => addDays(clock.today(), -TOLD_AFTER_DAYS)

/** What a team's devices should hold, and what they must not play any more; places that it serves in their days. */
export async function packagesForTeam(deps: Reading, teamId: string): Promise<PackageForDevice[]> {
  const oldest = oldestTold(deps)
  const all = await listPackages(deps.reads)
  const supersededBy = supersession(all)
  const recent = all.filter((one) => one.state === 'ready' && one.validTo > oldest)
  const served = await servedAmong(deps, [teamId], recent)
  const stoppedBy = await stoppedAmong(deps, served)
  const told = served.flatMap((one) => {
    const stopped = stoppedBy(one)
    return stopped || supersededBy(one) === null ? [{ one, stopped }] : []
  })
  const contents = await contentsOf(
    deps.reads,
    told.map(({ one }) => one.id),
  )
  return told.flatMap(({ one, stopped }) => {
    const content = contents.get(one.id)
    if (!content) return []
    const state = stopped ? ('withdrawn' as const) : ('ready' as const)
    return [
      {
        ...headOf(one, content),
        state,
        withdrawnReason: stopped ? (stopped.withdrawal?.reason ?? '') : null,
      },
    ]
  })
}

function headOf(one: Package, { manifest, manifestText, lightBytes }: Content) {
  const { id, playlistId, title, target, sequence, validFrom, validTo } = one
  return {
    id,
    playlistId,
    title,
    target,
    number: manifest.publication.number,
    sequence,
    issuedAt: manifest.issuedAt,
    validFrom,
    validTo,
    manifestSha256: one.manifestSha256 ?? '',
    manifestBytes: new TextEncoder().encode(manifestText).length,
    soundBytes: lightBytes,
  }
}

/** A finished package of a place that the device's team serves in its days. */
export async function packageOfDevice(
  deps: Reading,
  device: Device,
  id: string,
): Promise<{ of: Package; content: Content }> {
  const of = found(await packageById(deps.reads, id))
  if ((await servedAmong(deps, [device.teamId], [of])).length === 0) throw new DomainError('other_team')
  const content = await contentOf(deps.reads, id)
  if (!content) throw new DomainError('package_not_ready')
  return { of, content }
}

/** A stored file of a package that the device's team may have now; throws why it may not. */
export async function blobOfDevice(
  deps: Deps,
  device: Device,
  sha256: string,
): Promise<{ ranged: Ranged; of: Package }> {
  const holders = await holdersOf(deps.reads, sha256, oldestTold(deps))
  if (holders.length === 0) throw new DomainError('not_found')
  const served = await servedAmong(
    deps,
    [device.teamId],
    holders.map(({ of }) => of),
  )
  if (served.length === 0) throw new DomainError('other_team')
  const stoppedBy = await stoppedAmong(deps, served)
  const usable = served.find((one) => !stoppedBy(one))
  const [first] = served
  if (!usable && first) await assertUsable(deps, first, found(await contentOf(deps.reads, first.id)))
  const { sizeBytes, mediaType } = found(holders.find(({ of }) => of.id === usable?.id))
  return {
    of: found(usable),
    ranged: {
      sizeBytes,
      etag: sha256,
      mediaType,
      inline: true,
      read: (start, end) => deps.blobs.read(sha256, start, end),
    },
  }
}

/** Writes down that a device holds a package whole, however it came there: fetched, or by file from another. */
export async function noteHeld(deps: Deps, device: Device, id: string): Promise<void> {
  const { of } = await packageOfDevice(deps, device, id)
  if (await heldWhole(deps.reads, { deviceId: device.id }, of.id)) return
  const held = { packageId: of.id, by: { deviceId: device.id }, bytes: 0, sizeBytes: 0, toTheEnd: true }
  await inTransaction(deps.db, (trx) => addDelivered(trx, { ...held, at: deps.clock.now() }))
  deps.live.send({ type: 'changed', subject: 'package', id: of.id })
}
