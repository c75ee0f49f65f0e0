import { readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { compareSignatures } from '../../../media/compare.ts'
import { signatureRecipe } from '../../../media/compare-recipe.ts'
import {
  makeSignature,
  type Signature,
  sliceSignature,
  unpackSignature,
} from '../../../media/compare-signature.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { JobContext, JobHandlers } from '../../jobs/handlers.ts'
import type { Job } from '../../jobs/jobs.ts'
import { productOf } from '../renditions/renditions.queries.ts'
import { ensureRendition, sourcePath } from '../renditions/renditions.service.ts'
import { comparisonOf } from './changes.queries.ts'
import type { Pair } from './pair.ts'

/** Two signatures, each made once for its recording, and what they say of one another. */
async function compare(job: Job, context: JobContext) {
  const { deps, progress } = context
  // Written by `compareJob`.
  const pair = job.payload.pair as Pair
  await ensureRendition(deps, comparisonOf(pair), async (workPath) => {
    const read = async ({ sha256, inMs, outMs }: Pair['after'], from: number) =>
      sliceSignature(await signatureOf(sha256, context, from), inMs, outMs)
    const before = await read(pair.before, 0)
    const after = await read(pair.after, 0.45)
    progress(0.9)
    const { picture, sound } = pair
    await writeFile(workPath, JSON.stringify(compareSignatures(before, after, { picture, sound })))
    return { durationMs: null, record: {} }
  })
  return async () => undefined
}

async function signatureOf(
  sha256: string,
  { deps, signal, progress }: JobContext,
  from: number,
): Promise<Signature> {
  const { name, version } = signatureRecipe
  const of = {
    sourceSha256: sha256,
    inMs: null,
    outMs: null,
    recipe: name,
    recipeVersion: version,
    parameters: {},
    mediaType: 'application/octet-stream',
  }
  const { rendition } = await ensureRendition(deps, of, async (workPath) => {
    const proxy = found(await productOf(deps.reads, sha256, 'proxy'))
    const steps = await makeSignature({
      proxy: await sourcePath(deps, proxy.sha256),
      ...(await tracksOf(deps, sha256, proxy.mediaType)),
      durationMs: proxy.durationMs ?? 0,
      workDir: dirname(workPath),
      out: workPath,
      signal,
      onProgress: ({ doneMs, totalMs }) => progress(from + (totalMs > 0 ? (0.45 * doneMs) / totalMs : 0)),
    })
    return { durationMs: steps * signatureRecipe.everyMs, record: { steps } }
  })
  return await unpackSignature(await readFile(await deps.blobs.localPath(rendition.sha256)))
}

/** The proxy has sound where there is a curve of it. */
const tracksOf = async (deps: Deps, sha256: string, mediaType: string) => ({
  picture: mediaType.startsWith('video/'),
  sound: (await productOf(deps.reads, sha256, 'waveform')) !== undefined,
})

export const changesJobs: JobHandlers = { 'library.compare': { run: compare } }
