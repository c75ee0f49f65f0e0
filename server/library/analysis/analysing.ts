import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deps } from '../../deps.ts'
import { analyseKey } from './queue.ts'

const analysingDir = (deps: Pick<Deps, 'blobs'>) => join(deps.blobs.workDir, 'analysing')

/** Where the pieces of a recording under analysis gather. It outlives its worker, for the next one to go on with. */
export const analysingFolder = (deps: Pick<Deps, 'blobs'>, sourceSha256: string) =>
  join(analysingDir(deps), sourceSha256)

export async function dropAnalysing(deps: Pick<Deps, 'blobs'>, sourceSha256: string): Promise<void> {
  await rm(analysingFolder(deps, sourceSha256), { recursive: true, force: true })
}

/** Removes the pieces of what nobody is going to analyse any more. Only at a worker's start, before it takes work. */
export async function sweepAnalysing(deps: Pick<Deps, 'blobs' | 'reads'>): Promise<void> {
  const kept = await readdir(analysingDir(deps)).catch(() => [])
  for (const sha256 of kept) {
    const job = await deps.reads
      .selectFrom('job')
      .select('state')
      .where('key', '=', analyseKey(sha256))
      .executeTakeFirst()
    if (job?.state !== 'queued' && job?.state !== 'running') await dropAnalysing(deps, sha256)
  }
}

// Per folder: a job whose lease was lost may still be stopping when its successor begins.
const underWay = new Map<string, Promise<unknown>>()

/** Runs `work` when nobody else works in this recording's folder. */
export async function aloneInFolder<T>(
  deps: Pick<Deps, 'blobs'>,
  sourceSha256: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = analysingFolder(deps, sourceSha256)
  for (let other = underWay.get(folder); other; other = underWay.get(folder))
    await other.catch(() => undefined)
  const own = work(folder)
  underWay.set(folder, own)
  try {
    return await own
  } finally {
    underWay.delete(folder)
  }
}
