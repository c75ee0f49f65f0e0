import { change } from '../../db/audit.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../../http/permissions.rules.ts'

const key = 'devices.silentDays'

/** A trip lasts some days without any signal: only after a week is silence worth a call. */
const USUAL_DAYS = 7

/** After how many days of silence a device is worth a call, at this station. */
export async function silentDaysNow(db: DbOrTrx): Promise<number> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row ? Number(row.value) : USUAL_DAYS
}

export function changeSilentDays(
  deps: Pick<Deps, 'db' | 'live' | 'clock'>,
  actor: Actor,
  { days }: { days: number },
): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    const before = await silentDaysNow(trx)
    const value = String(days)
    await trx
      .insertInto('setting')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
    await record({
      action: 'devices.silence',
      subjectKind: 'device',
      subjectId: key,
      detail: { before, days },
    })
  })
}
