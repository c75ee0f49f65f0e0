import { change } from '../../db/audit.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { keepSetting, settingOf } from '../../db/settings.ts'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../../http/permissions.rules.ts'

const key = 'devices.silentDays'

/** A trip lasts some days without any signal: only after a week is silence worth a call. */
const USUAL_DAYS = 7

/** After how many days of silence a device is worth a call, at this station. */
export async function silentDaysNow(db: DbOrTrx): Promise<number> {
  const days = await settingOf(db, key)
  return days === undefined ? USUAL_DAYS : Number(days)
}

export function changeSilentDays(
  deps: Pick<Deps, 'db' | 'live' | 'clock'>,
  actor: Actor,
  { days }: { days: number },
): Promise<void> {
  return change(deps, actor, async (trx, record) => {
    const before = await silentDaysNow(trx)
    await keepSetting(trx, key, String(days))
    await record({
      action: 'devices.silence',
      subjectKind: 'device',
      subjectId: key,
      detail: { before, days },
    })
  })
}
