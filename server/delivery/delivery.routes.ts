import { Hono } from 'hono'
import { stationPresets } from '../../media/deliver.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { serveRanged } from '../http/range.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { type Version, versionById } from '../library/versions.service.ts'
import type { Language } from '../words/words.ts'
import { type Delivery, knownOfSource } from './delivery.queries.ts'
import { deliveryFileName, mayLeave } from './delivery.rules.ts'
import {
  deliveryAnswered,
  deliveryStanding,
  newDelivery,
  presetKeys,
  stationAnswer,
} from './delivery.schema.ts'
import {
  answerDelivery,
  deliveriesOf,
  deliveryById,
  factsOf,
  hindranceTo,
  makeDelivery,
} from './delivery.service.ts'
import { sayDifferences, sayFailure, sayPreset } from './delivery.words.ts'

const tags = ['delivery']

const fileNameOf = (delivery: Delivery, version: Version) =>
  deliveryFileName({
    shortName: version.workShortName,
    number: version.number,
    preset: delivery.preset,
    extension: stationPresets[delivery.preset].extension,
  })

function shown(language: Language, delivery: Delivery, version: Version) {
  const { file, contentId: _, versionId: __, ...rest } = delivery
  return {
    ...rest,
    presetName: sayPreset(language, delivery.preset),
    failure: delivery.failure && sayFailure(language, delivery.failure),
    /** Why its file may not leave any more. */
    stopped: mayLeave(delivery, version),
    file: file && {
      name: fileNameOf(delivery, version),
      sizeBytes: file.sizeBytes,
      sha256: file.sha256,
      before: { loudnessLufs: file.record.before.integratedLufs, peakDbtp: file.record.before.truePeakDbtp },
      after: { loudnessLufs: file.record.after.integratedLufs, peakDbtp: file.record.after.truePeakDbtp },
      gainDb: file.record.gainDb,
      limited: file.record.limited,
      flags: file.record.flags,
    },
  }
}

async function loudnessOf(db: DbOrTrx, version: Version): Promise<number | null> {
  // Of the whole source: for a cut of it the figure would mislead.
  if (version.inMs !== null) return null
  const source = await knownOfSource(db, version.sourceSha256)
  const analysis = JSON.parse(source?.analysis ?? '{}') as {
    loudness?: { integratedLufs?: number | null } | null
  }
  return analysis.loudness?.integratedLufs ?? null
}

export const deliveryRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/versions/:id/deliveries',
      allow('delivery.read', { summary: 'Files for the station, and what each preset would change', tags }),
      byId,
      async (c) => {
        const language = c.get('language')
        const version = found(await versionById(deps.reads, c.req.valid('param').id))
        const facts = await factsOf(deps.reads, version)
        const loudness = await loudnessOf(deps.reads, version)
        const deliveries = await deliveriesOf(deps.reads, version.id)
        return c.json({
          hindrance: await hindranceTo(deps.reads, version),
          presets: presetKeys.map((preset) => ({
            preset,
            name: sayPreset(language, preset),
            differences: facts ? sayDifferences(language, facts, preset, loudness) : [],
          })),
          deliveries: deliveries.map((delivery) => shown(language, delivery, version)),
        })
      },
    )
    .post(
      '/versions/:id/deliveries',
      allow('delivery.make', {
        summary: 'Make the station’s file of an approved version',
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
    .get(
      '/deliveries/:id/file',
      allow('delivery.read', { summary: 'The file itself, by range', tags }),
      byId,
      async (c) => {
        const delivery = found(await deliveryById(deps.reads, c.req.valid('param').id))
        const version = found(await versionById(deps.reads, delivery.versionId))
        const { file } = delivery
        if (!file) throw new DomainError('not_ready')
        const stopped = mayLeave(delivery, version)
        if (stopped) throw new DomainError(stopped, { title: version.workTitle })
        return serveRanged(c, {
          sizeBytes: file.sizeBytes,
          etag: file.sha256,
          mediaType: file.mediaType,
          fileName: fileNameOf(delivery, version),
          read: (start, end) => deps.blobs.read(file.sha256, start, end),
        })
      },
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
        const delivery = await answerDelivery(deps, actorOf(c), input)
        return c.json({ id: delivery.id, state: delivery.state, answer: delivery.answer })
      },
    )
