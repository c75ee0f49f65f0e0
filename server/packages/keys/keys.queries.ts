import type { DbOrTrx, Trx } from '../../db/open.ts'
import { settingOf } from '../../db/settings.ts'
import type { Signed } from '../verify.rules.ts'

const ROOT = 'packages.root_key'

/** The base64 line of the root key that everybody pins; undefined before the first start. */
export const rootKeyOf = (db: DbOrTrx): Promise<string | undefined> => settingOf(db, ROOT)

export async function insertRootKey(trx: Trx, publicKey: string): Promise<void> {
  await trx.insertInto('setting').values({ key: ROOT, value: publicKey }).execute()
}

interface Certified extends Signed {
  keyId: string
}

/** Every certificate, the latest first. */
export async function certificatesOf(db: DbOrTrx): Promise<Certified[]> {
  const rows = await db.selectFrom('packaging_key').selectAll().orderBy('id', 'desc').execute()
  return rows.map(({ key_id, certificate, signature }) => ({ keyId: key_id, text: certificate, signature }))
}

export async function insertCertificate(
  trx: Trx,
  { id, keyId, text, signature, at }: Certified & { id: string; at: string },
): Promise<void> {
  await trx
    .insertInto('packaging_key')
    .values({ id, key_id: keyId, certificate: text, signature, created_at: at })
    .execute()
}

/** The list in force; null where no key was ever revoked. */
export async function revocationsOf(db: DbOrTrx): Promise<(Signed & { sequence: number }) | null> {
  const row = await db
    .selectFrom('key_revocations')
    .selectAll()
    .orderBy('sequence', 'desc')
    .executeTakeFirst()
  return row ? { sequence: row.sequence, text: row.list, signature: row.signature } : null
}

export async function insertRevocations(
  trx: Trx,
  of: Signed & { sequence: number; at: string },
): Promise<void> {
  await trx
    .insertInto('key_revocations')
    .values({ sequence: of.sequence, list: of.text, signature: of.signature, made_at: of.at })
    .execute()
}
