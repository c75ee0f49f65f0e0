import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../../server/db/ids.ts'
import type { Deps } from '../../server/deps.ts'
import { lanes } from '../../server/jobs/jobs.ts'
import { handlers } from '../../server/work.ts'
import { aSource, aVersion } from './library.ts'

/** A file as an analysed source: its bytes are in the store. */
export async function aStoredSource(deps: Deps, path: string, durationMs: number) {
  const copy = join(deps.blobs.workDir, newId())
  await copyFile(path, copy)
  const { sha256, sizeBytes } = await deps.blobs.adopt(copy)
  const known = await deps.db.selectFrom('source').selectAll().where('sha256', '=', sha256).executeTakeFirst()
  return (
    known ?? (await aSource(deps, { sha256, size_bytes: sizeBytes, kind: 'sound', duration_ms: durationMs }))
  )
}

/** An approved loudspeaker version with real sound. */
export async function aSoundingVersion(
  deps: Deps,
  {
    work,
    language,
    path,
    durationMs,
  }: { work: { id: string }; language: string | null; path: string; durationMs: number },
) {
  const source = await aStoredSource(deps, path, durationMs)
  return await aVersion(deps, { work, source, language, approvedUses: ['loudspeaker'] })
}

/** Works off everything that is queued now, as the worker would; a job that fails throws. Answers the kinds done. */
export async function workOff(deps: Deps): Promise<string[]> {
  const done: string[] = []
  for (let lane = 0; lane < lanes.length; ) {
    const claim = await deps.jobs.claim(lanes[lane] ?? 'quick')
    if (!claim) {
      lane += 1
      continue
    }
    const handler = handlers[claim.kind]
    if (!handler) throw new Error(`Nobody does ${claim.kind}`)
    const context = { deps, signal: new AbortController().signal, progress: () => undefined }
    await deps.jobs.finish(claim, await handler.run(claim, context))
    done.push(claim.kind)
    lane = 0
  }
  return done
}
