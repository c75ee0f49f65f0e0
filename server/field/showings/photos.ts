import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { sha256Of } from '../../storage/canonical.ts'

/** Phones and pages make photos small before they travel (300 KB); what is larger than this was not made small. */
export const MOST_PHOTO_BYTES = 1_000_000

/** Keeps a photo under its hash, any number of times. Throws `photo_unfit` for what is no JPEG, too large, or not what it is called. */
export async function keepPhoto(
  deps: Pick<Deps, 'db' | 'blobs' | 'clock'>,
  { sha256, bytes, teamId }: { sha256: string; bytes: Uint8Array; teamId: string | null },
): Promise<void> {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9
  if (!isJpeg || bytes.length > MOST_PHOTO_BYTES || sha256Of(bytes) !== sha256)
    throw new DomainError('photo_unfit')
  const aside = join(deps.blobs.workDir, `photo-${randomUUID()}`)
  await writeFile(aside, bytes, { flush: true })
  await deps.blobs.adopt(aside)
  const row = { sha256, size_bytes: bytes.length, team_id: teamId, received_at: deps.clock.now() }
  await inTransaction(deps.db, (trx) =>
    trx
      .insertInto('field_photo')
      .values(row)
      .onConflict((same) => same.column('sha256').doNothing())
      .execute(),
  )
}
