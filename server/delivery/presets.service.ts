import { type PresetSettings, presetWith, type StationPreset } from '../../media/deliver.ts'
import { change } from '../db/audit.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../http/permissions.rules.ts'
import type { DeliveryPreset, PresetChange } from './delivery.schema.ts'

const key = 'delivery.presets'
type Settings = Partial<Record<DeliveryPreset, Partial<PresetSettings>>>

async function settingsOf(db: DbOrTrx): Promise<Settings> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  // Written by `setPreset` alone, after the schema.
  return row ? (JSON.parse(row.value) as Settings) : {}
}

/** A preset as this station wants it now. */
export async function presetNow(db: DbOrTrx, preset: DeliveryPreset): Promise<StationPreset> {
  return presetWith(preset, (await settingsOf(db))[preset] ?? {})
}

/** Sets what a station may want otherwise; what was made before stays as it was asked for. */
export async function setPreset(
  deps: Deps,
  actor: Actor,
  { preset, ...settings }: PresetChange & { preset: DeliveryPreset },
): Promise<StationPreset> {
  return await change(deps, actor, async (trx, record) => {
    const all = { ...(await settingsOf(trx)), [preset]: settings }
    const value = JSON.stringify(all)
    await trx
      .insertInto('setting')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
    await record({ action: 'delivery.preset', subjectKind: 'delivery', subjectId: preset, detail: settings })
    return await presetNow(trx, preset)
  })
}
