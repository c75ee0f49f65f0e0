import { Hono } from 'hono'
import { z } from 'zod'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { found } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { linkKey } from '../http/link-token.ts'
import { serveRanged } from '../http/range.ts'
import { actorOf, allow, byId, idParam, validate } from '../http/route.ts'
import { originOf } from '../http/security.ts'
import { type Version, versionById } from '../library/versions.service.ts'
import { answerDelivery } from './answers.service.ts'
import { knownOfSource, latestDeliveries } from './delivery.queries.ts'
import {
  deliveryAnswered,
  deliveryStanding,
  linkMade,
  newDelivery,
  newLink,
  presetChange,
  presetKeys,
  stationAnswer,
} from './delivery.schema.ts'
import {
  deinterlaceFor,
  deliveriesOf,
  factsOf,
  hindranceTo,
  makeDelivery,
  sameAs,
} from './delivery.service.ts'
import { shownDeliveries } from './delivery.shown.ts'
import { sayDifferences, sayPreset } from './delivery.words.ts'
import { estimateFor } from './estimate.service.ts'
import { fileRanged, folderRanged, leaving } from './folder.service.ts'
import { createLink, revokeLink } from './links/links.service.ts'
import { presetNow, setPreset } from './presets.service.ts'

const tags = ['delivery']
const mostListed = 200
const byPreset = validate('param', z.object({ preset: z.enum(presetKeys) }))
const byName = validate('param', idParam.extend({ name: z.string().max(300) }))

async function loudnessOf(db: DbOrTrx, version: Version): Promise<number | null> {
  // Of the whole source: for a cut of it the figure would mislead.
  if (version.inMs !== null) return null
  const source = await knownOfSource(db, version.sourceSha256)
  const analysis = JSON.parse(source?.analysis ?? '{}') as {
    loudness?: { integratedLufs?: number | null } | null
  }
  return analysis.loudness?.integratedLufs ?? null
}

export const deliveryRoutes = (deps: Deps, secret: string) =>
  new Hono<Env>()
    .get(
      '/deliveries',
      allow('delivery.read', { summary: 'Every delivery, what changed last first', tags }),
      async (c) => {
        const deliveries = await latestDeliveries(deps.reads, mostListed)
        return c.json({ deliveries: await shownDeliveries(deps.reads, c.get('language'), deliveries) })
      },
    )
    .get(
      '/versions/:id/deliveries',
      allow('delivery.read', {
        summary: 'Folders for the station; what each preset would change, weigh and take',
        tags,
      }),
      byId,
      async (c) => {
        const language = c.get('language')
        const version = found(await versionById(deps.reads, c.req.valid('param').id))
        const facts = await factsOf(deps.reads, version)
        const loudness = await loudnessOf(deps.reads, version)
        const deinterlace = await deinterlaceFor(deps.reads, version)
        const deliveries = await deliveriesOf(deps.reads, version.id)
        const presets = presetKeys.map(async (key) => {
          const preset = await presetNow(deps.reads, key)
          const { leader, startTimecode, trackLayout, namePattern, timecode, extension } = preset
          const of = { preset, key, version, deinterlace, loudnessLufs: loudness }
          return {
            preset: key,
            /** What asking for it now would answer with; null where it would be made. */
            sameId: sameAs(deliveries, version, of)?.id ?? null,
            name: sayPreset(language, key),
            extension,
            settings: { leader, startTimecode, trackLayout, namePattern },
            /** What the container can carry at all. */
            can: { timecode, trackLayouts: [...preset.sound.layouts] },
            differences: facts ? sayDifferences(language, facts, of) : [],
            estimate: facts?.picture ? await estimateFor(deps.reads, { ...of, facts }) : null,
          }
        })
        return c.json({
          hindrance: await hindranceTo(deps.reads, version),
          presets: await Promise.all(presets),
          deliveries: await shownDeliveries(deps.reads, language, deliveries),
        })
      },
    )
    .post(
      '/versions/:id/deliveries',
      allow('delivery.make', {
        summary: 'Make the station’s folder of an approved version',
        tags,
        returns: deliveryStanding,
      }),
      byId,
      validate('json', newDelivery),
      async (c) => {
        const { delivery, asked } = await makeDelivery(deps, actorOf(c), {
          versionId: c.req.valid('param').id,
          preset: c.req.valid('json').preset,
        })
        return c.json({ id: delivery.id, state: delivery.state }, asked ? 201 : 200)
      },
    )
    .put(
      '/delivery-presets/:preset',
      allow('delivery.presets', {
        summary: 'Set leader, start time code, tracks and name pattern of a preset',
        tags,
        returns: presetChange,
      }),
      byPreset,
      validate('json', presetChange),
      async (c) => {
        const input = { ...c.req.valid('param'), ...c.req.valid('json') }
        const { leader, startTimecode, trackLayout, namePattern } = await setPreset(deps, actorOf(c), input)
        return c.json({ leader, startTimecode, trackLayout, namePattern })
      },
    )
    .get(
      '/deliveries/:id/files/:name',
      allow('delivery.read', { summary: 'One file of the folder, by range', tags }),
      byName,
      async (c) => {
        const { id, name } = c.req.valid('param')
        return serveRanged(c, fileRanged(deps, await leaving(deps.reads, id), name))
      },
    )
    .get(
      '/deliveries/:id/zip',
      allow('delivery.read', { summary: 'The whole folder as a ZIP, by range', tags }),
      byId,
      async (c) => serveRanged(c, folderRanged(deps, await leaving(deps.reads, c.req.valid('param').id))),
    )
    .post(
      '/deliveries/:id/answer',
      allow('delivery.make', {
        summary: 'What the station said: taken, or refused and why',
        tags,
        returns: deliveryAnswered,
      }),
      byId,
      validate('json', stationAnswer),
      async (c) => {
        const input = { id: c.req.valid('param').id, ...c.req.valid('json') }
        const delivery = await answerDelivery(deps, { person: actorOf(c) }, input)
        return c.json({ id: delivery.id, state: delivery.state, answer: delivery.answer })
      },
    )
    .post(
      '/deliveries/:id/links',
      allow('delivery.make', {
        summary: 'Make a link for somebody without an account',
        tags,
        returns: linkMade,
      }),
      byId,
      validate('json', newLink),
      async (c) => {
        const input = {
          id: c.req.valid('param').id,
          ...c.req.valid('json'),
          key: linkKey(secret, 'delivery'),
        }
        const { id, token, expiresAt } = await createLink(deps, actorOf(c), input)
        const url = `${originOf(c, deps.config.publicUrl)}/nhan/${token}`
        return c.json({ id, url, expiresAt }, 201)
      },
    )
    .post(
      '/delivery-links/:id/revoke',
      allow('delivery.make', {
        summary: 'Take a link back',
        tags,
        returns: z.object({ revoked: z.boolean() }),
      }),
      byId,
      async (c) => {
        await revokeLink(deps, actorOf(c), c.req.valid('param').id)
        return c.json({ revoked: true })
      },
    )
