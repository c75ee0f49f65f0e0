import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../../db/ids.ts'
import { type Db, inTransaction } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { StoredBlob } from '../../storage/blobs.ts'
import { canonicalJson, type Json } from '../../storage/canonical.rules.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { ffmpegBuild } from './ffmpeg-build.ts'
import {
  insertRendition,
  type Rendition,
  renditionByKey,
  replaceRenditionFile,
} from './renditions.queries.ts'

export { type Rendition, renditionById } from './renditions.queries.ts'

/** What is made from what; equal answers to all of these are one file, made once. */
interface RenditionOf {
  sourceSha256: string
  inMs: number | null
  outMs: number | null
  recipe: string
  recipeVersion: number
  parameters: Json
  mediaType: string
}

export interface Made {
  durationMs: number | null
  /** What the maker measured, kept beside the file. */
  record: Json
}

const makingDir = (deps: Pick<Deps, 'blobs'>) => join(deps.blobs.workDir, 'making')

/** A folder of one's own beside the stored files, for what is being made; gone when `work` settles. */
export async function inWorkFolder<T>(deps: Deps, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(makingDir(deps), newId())
  await mkdir(folder, { recursive: true })
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes what a worker that died left half made. Only at a worker's start, before it takes work. */
export async function clearWorkFolders(deps: Pick<Deps, 'blobs'>): Promise<void> {
  await rm(makingDir(deps), { recursive: true, force: true })
}

function keyOf(of: RenditionOf, build: string): string {
  const { sourceSha256, inMs, outMs, recipe, recipeVersion } = of
  const parameters = sha256Of(canonicalJson(of.parameters))
  return sha256Of(canonicalJson({ build, inMs, outMs, parameters, recipe, recipeVersion, sourceSha256 }))
}

/** The rendition where it has been made, and its file is there. */
export async function knownRendition(deps: Deps, of: RenditionOf): Promise<Rendition | undefined> {
  const known = await renditionByKey(deps.reads, keyOf(of, await ffmpegBuild()))
  return known && (await deps.blobs.has(known.sha256)) ? known : undefined
}

// Per database, because tests run several servers in one process.
const underWay = new WeakMap<Db, Map<string, Promise<unknown>>>()

/**
 * The rendition, made by `make` unless it is there. `make` writes one file at `workPath`, alone in its folder.
 * Callers that ask at the same time share one making; of two processes the second takes the first one's file.
 */
export async function ensureRendition(
  deps: Deps,
  of: RenditionOf,
  make: (workPath: string) => Promise<Made>,
): Promise<{ rendition: Rendition; made: boolean }> {
  const making = underWay.get(deps.db) ?? new Map<string, Promise<unknown>>()
  underWay.set(deps.db, making)
  const key = keyOf(of, await ffmpegBuild())
  for (;;) {
    const known = await renditionByKey(deps.db, key)
    if (known && (await deps.blobs.has(known.sha256))) return { rendition: known, made: false }
    const other = making.get(key)
    if (other) {
      // If it fails, that is its caller's to tell; this one then tries itself.
      await other.catch(() => undefined)
      continue
    }
    const own = makeOne(deps, of, key, known, make)
    making.set(key, own)
    try {
      return await own
    } finally {
      making.delete(key)
    }
  }
}

function makeOne(
  deps: Deps,
  of: RenditionOf,
  key: string,
  missing: Rendition | undefined,
  make: (workPath: string) => Promise<Made>,
): Promise<{ rendition: Rendition; made: boolean }> {
  return inWorkFolder(deps, async (folder) => {
    const workPath = join(folder, 'file')
    const made = await make(workPath)
    const row = await renditionRow(deps, of, await deps.blobs.adopt(workPath), made)
    return await inTransaction(deps.db, async (trx) => {
      const first = await insertRendition(trx, row)
      if (!first && missing) await replaceRenditionFile(trx, key, missing.sha256, row)
      const rendition = found(await renditionByKey(trx, key))
      return { rendition, made: first || (missing !== undefined && rendition.sha256 === row.sha256) }
    })
  })
}

/** The row of a finished file, for a job that records it in the transaction in which it ends. */
export async function renditionRow(
  deps: Pick<Deps, 'clock'>,
  of: RenditionOf,
  blob: StoredBlob,
  made: Made,
): Promise<NewRow<'rendition'>> {
  const build = await ffmpegBuild()
  return {
    id: newId(),
    key: keyOf(of, build),
    source_sha256: of.sourceSha256,
    in_ms: of.inMs,
    out_ms: of.outMs,
    recipe: of.recipe,
    recipe_version: of.recipeVersion,
    parameters: canonicalJson(of.parameters),
    build,
    sha256: blob.sha256,
    size_bytes: blob.sizeBytes,
    media_type: of.mediaType,
    duration_ms: made.durationMs,
    record: canonicalJson(made.record),
    made_at: deps.clock.now(),
  }
}

/** Where a source's bytes can be opened by name. */
export async function sourcePath(deps: Pick<Deps, 'blobs'>, sha256: string): Promise<string> {
  if (!(await deps.blobs.has(sha256))) throw new DomainError('not_found', { source: sha256 })
  return await deps.blobs.localPath(sha256)
}
