import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DbOrTrx, inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { MOST_PHOTO_BYTES } from './photos.rules.ts'

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

/** A film team sees what it brought, and what anybody added to a showing of its own. Throws `not_found`, `other_team`. */
export async function assertSeen(db: DbOrTrx, actor: Actor, sha256: string): Promise<void> {
  const photo = found(
    await db.selectFrom('field_photo').select('team_id').where('sha256', '=', sha256).executeTakeFirst(),
  )
  const mine = (teamId: string | null) => teamId !== null && actor.teamIds.includes(teamId)
  if (actor.role !== 'film_team' || mine(photo.team_id)) return
  const showings = await db.selectFrom('showing').select('team_id').where('photo', '=', sha256).execute()
  if (!showings.some(({ team_id }) => mine(team_id))) throw new DomainError('other_team')
}
