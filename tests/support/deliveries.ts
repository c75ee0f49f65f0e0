import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { probe } from '../../media/probe.ts'
import { readConfig } from '../../server/config.ts'
import { newId } from '../../server/db/ids.ts'
import { inTransaction } from '../../server/db/open.ts'
import { deliveryJobs } from '../../server/delivery/delivery.jobs.ts'
import { type DeliveryFile, replaceFiles } from '../../server/delivery/folder.queries.ts'
import type { Deps } from '../../server/deps.ts'
import { createLive } from '../../server/http/live.ts'
import type { Lane } from '../../server/jobs/jobs.ts'
import { unwire, wire } from '../../server/wiring.ts'
import { aVideo } from './clips.ts'
import { aSource, aVersion, aWork } from './library.ts'

/** Runs the next job of a lane as the worker does; answers the code it failed with. */
export async function runJob(deps: Deps, lane: Lane): Promise<string | undefined> {
  const claim = await deps.jobs.claim(lane)
  if (!claim) throw new Error('nothing to do')
  const handler = deliveryJobs[claim.kind]
  if (!handler) throw new Error(claim.kind)
  const context = { deps, signal: AbortSignal.timeout(60_000), progress: () => undefined }
  try {
    await deps.jobs.finish(claim, await handler.run(claim, context))
    return undefined
  } catch (error) {
    const code = String((error as { code?: string }).code)
    await deps.jobs.fail(claim, { code, message: code, final: true }, async (trx) =>
      handler.onDead?.(claim, { code, message: code }, trx),
    )
    return code
  }
}

/** A finished delivery whose files are just bytes: for what becomes of a folder, whatever is in it. */
export async function aDelivery(
  deps: Deps,
  files: Record<string, Buffer> = {
    'chuong-trinh.mxf': Buffer.from('programme'),
    'sha256.txt': Buffer.from('list'),
  },
  folderName = 'am-vang_b1_xdcam',
) {
  const version = await aVersion(deps, { approvedUses: ['tv'] })
  const id = newId()
  const at = deps.clock.now()
  await deps.db
    .insertInto('delivery')
    .values({
      id,
      version_id: version.id,
      content_id: version.content_id,
      preset: 'xdcam-hd422-mxf',
      folder_name: folderName,
      state: 'ready',
      requested_by: 'person-scheduler',
      requested_at: at,
      updated_at: at,
    })
    .execute()
  const stored: DeliveryFile[] = []
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(deps.blobs.workDir, newId())
    await writeFile(path, bytes)
    const blob = await deps.blobs.adopt(path)
    const role = stored.length === 0 ? ('programme' as const) : ('hashes' as const)
    stored.push({ role, name, crc32: crc32(bytes), mediaType: 'application/octet-stream', ...blob })
  }
  await inTransaction(deps.db, (trx) => replaceFiles(trx, id, stored))
  return { id, version, folderName, files: stored }
}

/** An approved recording in the folder of a demonstration, put where an upload and an approval would have put it. */
export async function anApprovedProgramme(dataDir: string, title: string, seconds = 3) {
  const deps = await wire(readConfig({ VANG_DATA: dataDir }), createLive())
  try {
    const { id, unit_id } = await deps.db
      .selectFrom('person')
      .select(['id', 'unit_id'])
      .where('role', '=', 'producer')
      .executeTakeFirstOrThrow()
    const clip = await aVideo({ seconds })
    const path = join(deps.blobs.workDir, 'clip')
    await copyFile(clip, path)
    const { sha256, sizeBytes } = await deps.blobs.adopt(path)
    const facts = await probe(clip)
    const source = await aSource(deps, {
      sha256,
      size_bytes: sizeBytes,
      unit_id,
      facts: JSON.stringify(facts),
      duration_ms: facts.durationMs,
    })
    const work = await aWork(deps, { title, unit_id, created_by: id })
    const version = await aVersion(deps, {
      work,
      source,
      approvedUses: ['tv'],
      values: { uploaded_by: id, last_edited_by: id },
    })
    return { workId: work.id, versionId: version.id }
  } finally {
    await unwire(deps)
  }
}
