import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { type Ranged, serveRanged } from '../../http/range.ts'
import { actorOf, allow, byId, idParam, validate } from '../../http/route.ts'
import { logged } from '../downloads.service.ts'
import { imageRanged, stickFileRanged, stickZip } from './stick-image.ts'
import { type StickAnswer, stickAnswer, stickWish } from './sticks.schema.ts'
import { type Stick, stickOf } from './sticks.service.ts'

const tags = ['packages']

/** A package as a loudspeaker's stick holds it: what it will be, its files, a ZIP of them, and a whole volume. */
export const sticksRoutes = (deps: Deps) => {
  const serve = (c: Context<Env>, { of, sizeBytes }: Stick, ranged: Ranged) => {
    const onError = (error: unknown) => c.get('log').error({ err: error }, 'a download was not noted')
    // A browser that writes a stick takes it file by file, and holds the package when it has them all.
    const carried = [{ packageId: of.id, sizeBytes: Math.max(ranged.sizeBytes, sizeBytes) }]
    return serveRanged(c, logged(deps, { personId: actorOf(c).id }, { ranged, carried, onError }))
  }
  return new Hono<Env>()
    .get(
      '/packages/:id/stick',
      allow('packages.download', {
        summary: 'What a stick of this package holds, file by file',
        tags,
        returns: stickAnswer,
      }),
      byId,
      validate('query', stickWish),
      async (c) =>
        c.json(
          answerOf(deps, await stickOf(deps, actorOf(c), c.req.valid('param').id, c.req.valid('query'))),
        ),
    )
    .get(
      '/packages/:id/stick.img',
      allow('packages.download', {
        summary: 'A FAT32 volume whose files stand in play order (Range, If-Range)',
        tags,
      }),
      byId,
      validate('query', stickWish),
      async (c) => {
        const stick = await stickOf(deps, actorOf(c), c.req.valid('param').id, c.req.valid('query'))
        return serve(c, stick, imageRanged(stick, deps))
      },
    )
    .get(
      '/packages/:id/stick.zip',
      allow('packages.download', { summary: 'The files of the stick as a ZIP (Range, If-Range)', tags }),
      byId,
      validate('query', stickWish),
      async (c) => {
        const stick = await stickOf(deps, actorOf(c), c.req.valid('param').id, c.req.valid('query'))
        return serve(c, stick, stickZip(stick, deps))
      },
    )
    .get(
      '/packages/:id/stick/files/:path{.+}',
      allow('packages.download', { summary: 'One file of the stick (Range, If-Range)', tags }),
      validate('param', idParam.extend({ path: z.string() })),
      validate('query', stickWish),
      async (c) => {
        const { id, path } = c.req.valid('param')
        const stick = await stickOf(deps, actorOf(c), id, c.req.valid('query'))
        const file = found(stick.files.find((one) => one.path === path))
        return serve(c, stick, stickFileRanged(file, deps))
      },
    )
}

function answerOf(deps: Deps, stick: Stick): StickAnswer {
  const { list, files, sizeBytes, folders } = stick
  const image = imageRanged(stick, deps)
  return {
    list,
    files: files.map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 })),
    sizeBytes,
    image: { sizeBytes: image.sizeBytes, etag: image.etag },
    evenings: folders.map(({ language, sounds }) => ({
      language,
      files: sounds.map(({ path, part, clips }) => ({
        path,
        part,
        durationMs: clips.reduce((sum, clip) => sum + clip.durationMs, 0),
        clips: clips.map(({ title, durationMs }) => ({ title, durationMs })),
      })),
    })),
  }
}
