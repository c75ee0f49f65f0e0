import { basename, sep } from 'node:path'
import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { type Drive, listDrives } from '../../storage/drives.ts'
import { type DiskHindrance, hindranceOfDisk } from '../delivery.rules.ts'
import { type Leaving, leaving } from '../folder.service.ts'
import { type Copy, copiesOf, copyById, insertCopy, updateCopy } from './copies.queries.ts'
import { type Copied, presentBytes } from './copy-folder.ts'
import { storeMinutes } from './minutes.ts'
import { writeFolder } from './write-folder.ts'

/** Drives plugged into this machine; the one that holds our own data is not for giving away. */
export async function drivesFor({ config }: Pick<Deps, 'config'>): Promise<Drive[]> {
  const drives = await listDrives()
  return drives.filter(({ path }) => !`${config.dataDir}${sep}`.startsWith(path + sep))
}

export type DriveForFolder = Drive & { hindrance: DiskHindrance | null }

/** The drives, each with why it cannot take the folder, said before anything is written. */
export async function drivesForFolder(deps: Deps, id: string): Promise<DriveForFolder[]> {
  const { delivery, files } = await leaving(deps.reads, id)
  const { folderName } = delivery
  const drives = await drivesFor(deps)
  return Promise.all(
    drives.map(async (drive) => {
      const sized = files.map((file) => ({
        ...file,
        read: (start: number) => deps.blobs.read(file.sha256, start),
      }))
      const present = await presentBytes({ files: sized, target: drive.path, folderName })
      return { ...drive, hindrance: hindranceOfDisk(files, drive, present) }
    }),
  )
}

/** Queues the writing of a folder to a drive. Asked again while it goes on it is the same; one that failed goes on where it stopped. */
export async function writeToDisk(
  deps: Deps,
  actor: Actor,
  { id, path }: { id: string; path: string },
): Promise<{ copy: Copy; asked: boolean }> {
  const drive = (await drivesForFolder(deps, id)).find((one) => one.path === path)
  if (!drive) throw new DomainError('disk_gone')
  if (drive.hindrance) throw new DomainError(drive.hindrance.code, drive.hindrance.details)
  return await change(deps, actor, async (trx, record) => {
    const { delivery, version } = await leaving(trx, id)
    const last = (await copiesOf(trx, [id])).find((one) => one.path === path)
    const asked = last?.state !== 'writing'
    const again = last?.state === 'failed' ? last : undefined
    const copyId = asked ? (again?.id ?? newId()) : last.id
    if (again) await updateCopy(trx, copyId, { state: 'writing', failure: null })
    else if (asked)
      await insertCopy(trx, {
        id: copyId,
        delivery_id: delivery.id,
        disk: drive.name,
        path,
        state: 'writing',
        requested_by: actor.id,
        requested_at: deps.clock.now(),
      })
    if (asked)
      await deps.jobs.enqueue(trx, {
        kind: 'delivery.copy',
        lane: 'copy',
        subjectKind: 'delivery_copy',
        subjectId: copyId,
        title: version.workTitle,
        key: `delivery.copy ${copyId}`,
        payload: { copyId },
        createdBy: actor.id,
      })
    await record({
      action: 'delivery.copy',
      subjectKind: 'delivery',
      subjectId: delivery.id,
      detail: { copyId, disk: drive.name, path, asked },
    })
    return { copy: found(await copyById(trx, copyId)), asked }
  })
}

/** Writes a folder at once, in this process; for a person at the machine itself, who may write where they may write. */
export async function copyNow(
  deps: Deps,
  actor: { id: string },
  folder: Leaving,
  to: { path: string; signal?: AbortSignal; progress?: (fraction: number) => void },
): Promise<{ copied: Copied; minutes: { sha256: string; sizeBytes: number } }> {
  const copied = await writeFolder(deps, folder, to)
  const disk = basename(to.path)
  const finishedAt = deps.clock.now()
  const minutes = await storeMinutes(deps, folder, { disk, finishedAt })
  await change(deps, actor, async (trx, record) => {
    const copyId = newId()
    await insertCopy(trx, {
      id: copyId,
      delivery_id: folder.delivery.id,
      disk,
      path: to.path,
      state: 'done',
      read_from: copied.readFrom,
      minutes_sha256: minutes.sha256,
      minutes_bytes: minutes.sizeBytes,
      requested_by: actor.id,
      requested_at: finishedAt,
      finished_at: finishedAt,
    })
    await record({
      action: 'delivery.copied',
      subjectKind: 'delivery',
      subjectId: folder.delivery.id,
      detail: { copyId, disk, readFrom: copied.readFrom },
    })
  })
  return { copied, minutes }
}
