import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { knownOf } from '../analysis/results.ts'
import { productsOf } from '../renditions/products.queries.ts'
import { sourceBySha256 } from '../sources.queries.ts'
import { type Version, versionById } from '../versions.queries.ts'
import { madeSounds, peaksOf } from './fixes.queries.ts'
import { fixesChange, trim } from './fixes.schema.ts'
import { changeFixes, trimVersion } from './fixes.service.ts'
import { sayForLoudspeakers, sayForTelevision, sayMade } from './fixes.words.ts'
import { proposeTrim, silentEnds } from './trim.rules.ts'

const tags = ['library']

export const fixesRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/versions/:id/fixes',
      allow('library.read', {
        summary: 'What is done by itself to files made from a version, and what was done',
        tags,
      }),
      byId,
      async (c) => {
        const version = found(await versionById(deps.reads, c.req.valid('param').id))
        const { facts, analysis } = knownOf(found(await sourceBySha256(deps.reads, version.sourceSha256)))
        const language = c.get('language')
        const known = facts && { version, facts, analysis }
        return c.json({
          television: known ? sayForTelevision(language, known) : [],
          loudspeakers: known ? sayForLoudspeakers(language, known) : [],
          /** Whether the whole recording has been looked at; before, nobody knows its edges. */
          looked: analysis !== null,
          trim: analysis && facts ? await proposalFor(deps, version, { facts, analysis }) : null,
          made: (await madeSounds(deps.reads, version)).map((one) => sayMade(language, one)),
        })
      },
    )
    .put(
      '/versions/:id/fixes',
      allow('library.edit', {
        summary: 'Choose what is done to files made from a version; approvals stay',
        tags,
      }),
      byId,
      validate('json', fixesChange),
      async (c) =>
        c.json(await changeFixes(deps, actorOf(c), { ...c.req.valid('json'), id: c.req.valid('param').id })),
    )
    .post(
      '/versions/:id/trim',
      allow('library.edit', { summary: 'Cut head and tail off, as a new version of the same work', tags }),
      byId,
      validate('json', trim),
      async (c) =>
        c.json(
          await trimVersion(deps, actorOf(c), { ...c.req.valid('json'), id: c.req.valid('param').id }),
          201,
        ),
    )

type Looked = {
  facts: NonNullable<ReturnType<typeof knownOf>['facts']>
  analysis: NonNullable<ReturnType<typeof knownOf>['analysis']>
}

async function proposalFor(deps: Deps, version: Version, { facts, analysis }: Looked) {
  const startMs = version.inMs ?? 0
  const stretch = { startMs, endMs: startMs + version.durationMs }
  const seen = facts.picture && !version.soundOnly
  const blacks = analysis.findings.flatMap(({ code, startMs: from, endMs: to }) =>
    code === 'black' && from !== undefined && to !== undefined ? [{ startMs: from, endMs: to }] : [],
  )
  const heard = facts.sound.length > 0 ? await peaksOf(deps, version.sourceSha256) : undefined
  if (!seen && !heard) return null
  const { proxy } = await productsOf(deps.reads, version.sourceSha256)
  return proposeTrim({
    stretch,
    blacks: seen ? blacks : null,
    silence: heard ? silentEnds(heard.peaks, heard.perSecond, stretch) : null,
    fps: proxy?.fps ?? { num: 25, den: 1 },
  })
}
