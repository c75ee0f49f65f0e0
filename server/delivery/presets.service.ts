import { type PresetSettings, presetWith, type StationPreset } from '../../media/deliver.ts'
import { change } from '../db/audit.ts'
import type { DbOrTrx } from '../db/open.ts'
import { keepSetting, settingOf } from '../db/settings.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../http/permissions.rules.ts'
import type { DeliveryPreset, PresetChange } from './delivery.schema.ts'

const key = 'delivery.presets'
type Settings = Partial<Record<DeliveryPreset, Partial<PresetSettings>>>

async function settingsOf(db: DbOrTrx): Promise<Settings> {
  // Written by `setPreset` alone, after the schema.
  return JSON.parse((await settingOf(db, key)) ?? '{}') as Settings
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
    await keepSetting(trx, key, JSON.stringify(all))
    await record({ action: 'delivery.preset', subjectKind: 'delivery', subjectId: preset, detail: settings })
    return await presetNow(trx, preset)
  })
}
