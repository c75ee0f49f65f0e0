import type { DbOrTrx, Trx } from './open.ts'

/** What this station has set under a key; undefined where it has set nothing. */
export async function settingOf(db: DbOrTrx, key: string): Promise<string | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

export async function keepSetting(trx: Trx, key: string, value: string): Promise<void> {
  await trx
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
