import { Icon } from '../../ui/phone-icons.tsx'
import { kept } from '../store/kept.ts'
import { useStored } from '../store/use-stored.ts'
import { LOW_BATTERY, useBattery } from '../use-battery.ts'
import { useNow } from '../use-now.ts'
import { t } from '../words.ts'
import { clock, mmss } from '../written.ts'

import { isQuiet, nextQuiet } from './quiet.ts'
import css from './StopMode.module.css'
import type { Stage } from './stage.ts'

/** The hour, the place, the battery, and until when one may sound here. */
export function TopLine({ on }: { on: Stage }) {
  const now = useNow(5_000)
  const battery = useBattery()
  const told = useStored(
    async () => ({
      uncertain: (await kept('clock'))?.uncertain ?? false,
      quiet: (await kept('state'))?.targets.find(({ id }) => id === on.targetId)?.quiet ?? [],
    }),
    [on.targetId],
  )
  const low = battery && battery.level <= LOW_BATTERY && !battery.charging
  const next = told && nextQuiet(told.quiet, now)
  return (
    <>
      <header className={css.top}>
        <time className={css.clock}>{clock(now)}</time>
        <div className="grow">
          <p>{on.place}</p>
          <p>{on.title}</p>
        </div>
        {battery && (
          <span className={css.battery} data-low={low || undefined}>
            <Icon name="flash" size={20} /> {Math.round(battery.level * 100)} %
          </span>
        )}
      </header>
      {low && <p className={css.alarm}>{t('stop.lowBattery')}</p>}
      {told?.uncertain && <p className={css.alarm}>{t('stop.clock')}</p>}
      {next && (
        <p className={css.until}>
          {isQuiet(told.quiet, now)
            ? t('stop.quietNow')
            : t('stop.until', { at: next.at, left: mmss(next.minutes * 1000) })}
        </p>
      )}
    </>
  )
}
