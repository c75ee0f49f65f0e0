import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId } from '../../http/route.ts'
import { hasWords, say } from '../../words/words.ts'
import { versionById } from '../versions.queries.ts'
import { askHouse, hindranceToHouse, houseOf } from './house.service.ts'

const tags = ['library']

export const houseRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/versions/:id/house',
      allow('library.read', {
        summary: 'The house file of a version: what was done, what it measures',
        tags,
      }),
      byId,
      async (c) => {
        const version = found(await versionById(deps.reads, c.req.valid('param').id))
        const { state, file, failure } = await houseOf(deps.reads, deps.config, version)
        const key = `library.house_failed_${failure}`
        return c.json({
          state,
          mayAsk: hindranceToHouse(version) === null && (state === 'none' || state === 'failed'),
          problem: failure && say(c.get('language'), hasWords(key) ? key : 'library.house_failed'),
          file: file && tell(file),
        })
      },
    )
    .post(
      '/versions/:id/house',
      allow('library.house', { summary: 'Make the house file of a version approved for television', tags }),
      byId,
      async (c) => {
        await askHouse(deps, actorOf(c), { versionId: c.req.valid('param').id })
        return c.json({ asked: true }, 202)
      },
    )

/** What a page shows of a house file. */
function tell({
  sha256,
  sizeBytes,
  madeAt,
  record,
}: NonNullable<Awaited<ReturnType<typeof houseOf>>['file']>) {
  const { picture, misfits, deinterlaced, frames, durationMs, gainDb, limited, before, after } = record
  const { picture: joined } = record.join
  return {
    ...{ sha256, sizeBytes, madeAt, picture, misfits, deinterlaced, frames, durationMs, gainDb, limited },
    size: joined?.size ?? '',
    fps: frames > 0 ? Math.round((frames * 1000) / durationMs) : 0,
    beforeLufs: before?.integratedLufs ?? null,
    afterLufs: after.integratedLufs,
    afterDbtp: after.truePeakDbtp,
    fingerprint: record.fingerprint,
  }
}
