import { analyse } from '../../../media/analyse.ts'
import { firstLook } from '../../../media/first-look.ts'
import { found } from '../../errors.ts'
import type { JobContext, JobHandlers } from '../../jobs/handlers.ts'
import type { Job, Recording } from '../../jobs/jobs.ts'
import { compareWhatCanBe } from '../changes/changes.service.ts'
import { leftMs } from '../library.rules.ts'
import { startWaiting } from '../parts/parts.service.ts'
import { insertRendition } from '../renditions/renditions.queries.ts'
import { inWorkFolder, sourcePath } from '../renditions/renditions.service.ts'
import { sourceBySha256, updateSource } from '../sources.queries.ts'
import { aloneInFolder, dropAnalysing } from './analysing.ts'
import { adoptFirstPoster, adoptProducts } from './products.ts'
import { analyseJob } from './queue.ts'
import { type AnalysisResult, cutShort, knownOf, type Refusal, refusalOf, unreadable } from './results.ts'

const sourceOf = (job: Job) => String(job.payload.sha256)

/** The first verdict from the container, the tracks and both ends; then the full look is queued, or the file refused. */
async function look(job: Job, { deps, signal }: JobContext): Promise<Recording> {
  const sha256 = sourceOf(job)
  try {
    return await inWorkFolder(deps, async (outDir) => {
      const { facts, findings, posterPath } = await firstLook(await sourcePath(deps, sha256), {
        outDir,
        signal,
      })
      const refusal = cutShort(findings) ?? unreadable(findings)
      const poster = posterPath ? await adoptFirstPoster(deps, sha256, posterPath) : undefined
      return async (trx) => {
        if (poster) await insertRendition(trx, poster)
        const before = found(await sourceBySha256(trx, sha256))
        await updateSource(trx, sha256, {
          // What a recipe before this one found good stays in use until the newer one has its say.
          state: refusal ? 'refused' : before.state === 'ready' ? 'ready' : 'looked',
          refusal: refusal ?? null,
          kind: facts.picture ? 'video' : 'sound',
          facts: JSON.stringify(facts),
          first_look: JSON.stringify({ findings }),
          duration_ms: Math.round(facts.durationMs),
        })
        await startWaiting(deps, trx)
        if (refusal) return
        const work = { id: job.subjectId, title: job.title }
        const asked = { personId: job.createdBy, urgent: job.payload.urgent === true }
        const full = analyseJob(sha256, work, { ...asked, withPicture: Boolean(facts.picture) })
        await deps.jobs.enqueue(trx, full)
      }
    })
  } catch (error) {
    const refusing = refused(sha256, error)
    return async (trx) => {
      await refusing(trx)
      await startWaiting(deps, trx)
    }
  }
}

/** Everything a recording's pages need, from one decode; kept as renditions, named in one transaction. */
async function analyseSource(job: Job, { deps, signal, progress }: JobContext): Promise<Recording> {
  const sha256 = sourceOf(job)
  const { facts } = knownOf(found(await sourceBySha256(deps.reads, sha256)))
  const startedAt = performance.now()
  const onProgress = ({ doneMs, totalMs }: { doneMs: number; totalMs: number }) => {
    const fraction = totalMs > 0 ? Math.min(0.99, doneMs / totalMs) : 0
    progress(fraction, leftMs(performance.now() - startedAt, fraction))
  }
  try {
    // Not a work folder of the moment: what is finished of a long recording outlives a kill.
    return await aloneInFolder(deps, sha256, async (outDir) => {
      const input = await sourcePath(deps, sha256)
      const analysis = await analyse({ input, outDir, signal, onProgress, ...(facts ? { facts } : {}) })
      const rows = await adoptProducts(deps, sha256, outDir, analysis)
      await dropAnalysing(deps, sha256)
      const { curve: _, ...loudness } = analysis.loudness ?? { curve: null }
      const result: AnalysisResult = {
        recipe: analysis.recipe,
        loudness: 'integratedLufs' in loudness ? loudness : null,
        findings: analysis.findings,
      }
      const refusal = cutShort(analysis.findings)
      return async (trx) => {
        for (const row of rows) await insertRendition(trx, row)
        await updateSource(trx, sha256, {
          state: refusal ? 'refused' : 'ready',
          refusal: refusal ?? null,
          analysis: JSON.stringify(result),
          duration_ms: Math.round(analysis.proxy.durationMs),
        })
        if (!refusal) await compareWhatCanBe(deps, trx, sha256)
      }
    })
  } catch (error) {
    const refusal = refused(sha256, error)
    await dropAnalysing(deps, sha256)
    return refusal
  }
}

/** A file that cannot be one is refused for good; anything else is the machine's trouble and tried again. */
function refused(sha256: string, error: unknown): Recording {
  const refusal: Refusal | undefined = refusalOf(error)
  if (!refusal) throw error
  return (trx) => updateSource(trx, sha256, { state: 'refused', refusal })
}

export const libraryJobs: JobHandlers = {
  'library.look': { run: look },
  'library.analyse': { run: analyseSource },
}
