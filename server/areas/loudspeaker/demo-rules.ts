import type { Deps } from '../../deps.ts'
import { limitsShape } from './limits.schema.ts'
import { addLoudspeakerRule } from './limits.service.ts'

const usual = {
  quiet: [
    { from: '21:00', to: '05:00' },
    { from: '11:30', to: '13:30' },
  ],
  sessionsPerDay: 2,
}
/** The demonstration says so itself: no real paper is behind these figures. */
const DOCUMENT = 'Quy tắc mẫu để chạy thử, thay bằng quy chế của địa phương'

/** In a demonstration: 45 minutes a session in the country, 15 in towns, as rules seen elsewhere have it. */
export async function seedDemoRules(deps: Deps): Promise<void> {
  const known = await deps.db.selectFrom('loudspeaker_rule').select('id').executeTakeFirst()
  if (known) return
  const areas = await deps.db.selectFrom('area').select(['id', 'level', 'name', 'valid_from']).execute()
  const add = (areaId: string, validFrom: string, minutesPerSession: number) =>
    addLoudspeakerRule(deps, null, {
      areaId,
      validFrom,
      validTo: null,
      document: DOCUMENT,
      limits: limitsShape.parse({ ...usual, minutesPerSession }),
    })
  for (const { id, level, name, valid_from } of areas) {
    if (level === 'province') await add(id, valid_from, 45)
    else if (/^(Thị trấn|Phường)/.test(name)) await add(id, valid_from, 15)
  }
}
