import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import { SealMark } from '../../ui/SealMark.tsx'
import type { Slot } from '../schedule.api.ts'
import type { Concern } from './concerns.ts'
import css from './WeekTable.module.css'

/** How a slot stands: what is against it first; else whether its recording is approved, or what kind of row it is. */
export function Status({ slot, concerns }: { slot: Slot; concerns: readonly Concern[] }) {
  const { t } = useTranslation('schedule')
  const [worst] = concerns
  if (worst)
    return (
      <span className={css.status} data-tone={worst.stops ? 'stop' : 'warn'}>
        <Icon name={worst.stops ? 'stop' : 'warn'} size={15} />
        <span className={css.text}>{worst.sentence}</span>
      </span>
    )
  if (slot.kind === 'work')
    return (
      <span className={css.status}>
        <SealMark approved={slot.version !== null} size={15} />
        <span className={css.text}>{t('table.approved')}</span>
      </span>
    )
  return (
    <span className={css.status}>
      <span className={css.text}>{t(`kind.${slot.kind}`)}</span>
    </span>
  )
}
