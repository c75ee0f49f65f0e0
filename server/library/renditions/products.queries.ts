import type { DbOrTrx } from '../../db/open.ts'
import { sourceBySha256 } from '../sources.queries.ts'
import type { Product } from '../versions.schema.ts'
import { productOf } from './renditions.queries.ts'

interface ProductFile {
  sha256: string
  sizeBytes: number
  mediaType: string
  fileName?: string
}

/** The stored file behind a product of a version's source; undefined while nothing has made it. */
export async function productFile(
  db: DbOrTrx,
  version: { sourceSha256: string },
  product: Product,
): Promise<ProductFile | undefined> {
  const sha256 = version.sourceSha256
  if (product === 'original') {
    const source = await sourceBySha256(db, sha256)
    return (
      source && {
        sha256,
        sizeBytes: source.size_bytes,
        mediaType: 'application/octet-stream',
        fileName: source.file_name,
      }
    )
  }
  // A player that is given only an ear takes the sound out of the proxy itself.
  const made = await productOf(db, sha256, product === 'sound' ? 'proxy' : product)
  return made ?? (product === 'poster' ? await productOf(db, sha256, 'first-poster') : undefined)
}

interface Proxy {
  fps: { num: number; den: number }
  frames: number
  durationMs: number
}
interface Sprite {
  columns: number
  rows: number
  tileWidth: number
  tileHeight: number
  everyMs: number
}

/** What a player needs to know before it fetches any of it; null for what is not there, or not yet. */
export async function productsOf(db: DbOrTrx, sourceSha256: string) {
  // Each record was written by the analysis under the name of its recipe.
  const recordOf = async <T>(recipe: string) =>
    ((await productOf(db, sourceSha256, recipe))?.record as unknown as T | undefined) ?? null
  return {
    proxy: await recordOf<Proxy>('proxy'),
    sprite: await recordOf<Sprite>('sprite'),
    waveform: await recordOf<{ perSecond: number; count: number }>('waveform'),
    loudness: await recordOf<{ everyMs: number }>('loudness'),
    poster: (await productFile(db, { sourceSha256 }, 'poster')) !== undefined,
  }
}
