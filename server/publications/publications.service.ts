import { newId } from '../db/ids.ts'
import type { Trx } from '../db/open.ts'
import { canonicalJson, type Json } from '../storage/canonical.rules.ts'
import { sha256Of } from '../storage/canonical.ts'
import { inForce, type PublicationKind } from './publications.queries.ts'

export {
  allInForce,
  inForce,
  type Publication,
  type PublicationKind,
  publicationById,
  publicationsOf,
} from './publications.queries.ts'

interface NewPublication {
  kind: PublicationKind
  subjectId: string
  body: Json
  /** The person who publishes. */
  by: string
  /** The instant by the station's clock. */
  at: string
}

/**
 * Gives a plan or a playlist its next number and keeps its body for ever, in the caller's transaction.
 * Since transactions begin immediate, two who publish at once get two numbers, never the same one.
 */
export async function publish(trx: Trx, { kind, subjectId, body, by, at }: NewPublication) {
  const before = await inForce(trx, kind, subjectId)
  const text = canonicalJson(body)
  const made = {
    id: newId(),
    number: (before?.number ?? 0) + 1,
    sha256: sha256Of(text),
    supersedesId: before?.id ?? null,
  }
  await trx
    .insertInto('publication')
    .values({
      id: made.id,
      kind,
      subject_id: subjectId,
      number: made.number,
      body: text,
      sha256: made.sha256,
      supersedes_id: made.supersedesId,
      published_by: by,
      published_at: at,
    })
    .execute()
  return made
}
