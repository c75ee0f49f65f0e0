import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { planBytes, type Stretch } from '../../http/byte-plan.rules.ts'
import { readPlanned } from '../../http/planned-bytes.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import { sha256Of } from '../../storage/canonical.ts'

/** What a file laid from stretches of stored ones is, once it has been read. */
export interface Sums {
  readonly sha256: string
  readonly crc32: number
}

/** Changes whenever equal stretches would be other bytes. */
const LAYOUT = 'vang.laid/1'

/** Equal for equal bytes: what is stored is named by its hash, what is made goes in as it is. */
function tagOf(stretches: readonly Stretch[]): string {
  const named = stretches.map((one) =>
    one.bytes
      ? Buffer.from(one.bytes).toString('hex')
      : [one.sha256 ?? '', one.from ?? 0, (one.from ?? 0) + one.sizeBytes],
  )
  return sha256Of(canonicalJson({ layout: LAYOUT, named }))
}

/** Sums of a laid file: read once, and known from then on by what it is laid from. */
export async function sumsOf(
  { db, reads, blobs }: Pick<Deps, 'db' | 'reads' | 'blobs'>,
  stretches: readonly Stretch[],
): Promise<Sums> {
  const tag = tagOf(stretches)
  const known = await reads
    .selectFrom('laid_file')
    .select(['sha256', 'crc32'])
    .where('tag', '=', tag)
    .executeTakeFirst()
  if (known) return known
  const sums = await read(blobs, stretches)
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('laid_file')
      .values({ tag, ...sums })
      .onConflict((conflict) => conflict.column('tag').doNothing())
      .execute()
  })
  return sums
}

async function read(blobs: Deps['blobs'], stretches: readonly Stretch[]): Promise<Sums> {
  const hash = createHash('sha256')
  let crc = 0
  for await (const piece of readPlanned(planBytes(stretches), blobs)) {
    const bytes = piece as Buffer
    hash.update(bytes)
    crc = crc32(bytes, crc)
  }
  return { sha256: hash.digest('hex'), crc32: crc }
}
