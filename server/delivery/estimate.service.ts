import { estimateDelivery, type StationPreset } from '../../media/deliver.ts'
import type { MediaFacts } from '../../media/facts.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Version } from '../library/versions.service.ts'
import { fatLargestFile } from './delivery.rules.ts'
import type { DeliveryPreset } from './delivery.schema.ts'

const mostRemembered = 5

/** How long this machine took for a second of such a file, from the last ones it made; undefined before the first. */
async function learntPace(db: DbOrTrx, preset: DeliveryPreset): Promise<number | undefined> {
  const rows = await db
    .selectFrom('delivery')
    .innerJoin('rendition', 'rendition.id', 'delivery.rendition_id')
    .select('rendition.record')
    .where('preset', '=', preset)
    .orderBy('rendition.made_at', 'desc')
    .limit(mostRemembered)
    .execute()
  const paces = rows
    .map(({ record }) => JSON.parse(record) as { tookMs?: number; durationMs?: number })
    .flatMap(({ tookMs, durationMs }) => (tookMs && durationMs ? [tookMs / durationMs] : []))
    .sort((a, b) => a - b)
  return paces[Math.floor(paces.length / 2)]
}

/** What a file will weigh and how long it will take, before it is made. */
export async function estimateFor(
  db: DbOrTrx,
  of: { preset: StationPreset; key: DeliveryPreset; facts: MediaFacts; version: Version },
): Promise<{ sizeBytes: number; fitsFat32: boolean; durationMs: number; tookMs: number; learnt: boolean }> {
  const { inMs, outMs } = of.version
  const cut = { ...(inMs === null ? {} : { inMs }), ...(outMs === null ? {} : { outMs }) }
  const { sizeBytes, cpuMs, durationMs } = estimateDelivery(of.facts, of.preset, cut)
  const pace = await learntPace(db, of.key)
  return {
    sizeBytes,
    fitsFat32: sizeBytes <= fatLargestFile,
    durationMs,
    tookMs: pace === undefined ? cpuMs : pace * durationMs,
    learnt: pace !== undefined,
  }
}
