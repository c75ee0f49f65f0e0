import type { GainFlag } from '../../../media/normalise.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { productOf } from '../renditions/renditions.queries.ts'
import type { Version } from '../versions.queries.ts'

/** What makers of sound write beside their files; older files lack some of it. */
interface SoundRecord {
  before?: { integratedLufs: number | null; truePeakDbtp: number | null } | null
  after?: { integratedLufs: number | null; truePeakDbtp: number | null } | null
  gainDb?: number
  limited?: boolean
  levelled?: boolean
  tries?: number
  flags?: (GainFlag | 'no_sound')[]
}

/** A file made of a version whose sound was brought to a loudness. */
export interface MadeSound {
  what: 'house' | 'station' | 'loudspeaker'
  madeAt: string
  record: SoundRecord
}

const recipes = ['house', 'station', 'loudspeaker'] as const

/** The files made of a version's very stretch, the newest of each recipe and choice of parameters. */
export async function madeSounds(
  db: DbOrTrx,
  { sourceSha256, inMs, outMs }: Pick<Version, 'sourceSha256' | 'inMs' | 'outMs'>,
): Promise<MadeSound[]> {
  const rows = await db
    .selectFrom('rendition')
    .select(['recipe', 'parameters', 'record', 'made_at'])
    .where('source_sha256', '=', sourceSha256)
    .where('in_ms', inMs === null ? 'is' : '=', inMs)
    .where('out_ms', outMs === null ? 'is' : '=', outMs)
    .where('recipe', 'in', recipes)
    .orderBy('made_at', 'desc')
    .execute()
  const seen = new Set<string>()
  return rows.flatMap(({ recipe, parameters, record, made_at }) => {
    const what = recipes.find((name) => name === recipe)
    const key = `${recipe} ${parameters}`
    if (!what || seen.has(key)) return []
    seen.add(key)
    return [{ what, madeAt: made_at, record: JSON.parse(record) as SoundRecord }]
  })
}

// Five hours of peaks; of longer recordings the edges are given by hand.
const mostPeakBytes = 2 * 50 * 3600 * 5

/** Peaks of a whole source and how many there are in a second; undefined while nobody has looked, and where there is no sound. */
export async function peaksOf(
  deps: Pick<Deps, 'reads' | 'blobs'>,
  sourceSha256: string,
): Promise<{ peaks: Int8Array; perSecond: number } | undefined> {
  const made = await productOf(deps.reads, sourceSha256, 'waveform')
  if (!made || made.sizeBytes > mostPeakBytes) return undefined
  const parts: Buffer[] = []
  for await (const part of deps.blobs.read(made.sha256)) parts.push(Buffer.from(part))
  const { perSecond } = made.record as { perSecond: number }
  return { peaks: Int8Array.from(Buffer.concat(parts), (byte) => (byte << 24) >> 24), perSecond }
}
