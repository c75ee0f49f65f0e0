import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { plusDays } from './days.ts'
import { Icon } from './icons.tsx'

/** One month of a page, YYYY-MM, and the way to its neighbours. */
export function MonthNav({ month, onMonth }: { month: string; onMonth: (month: string) => void }) {
  const { t } = useTranslation('ui')
  // From the middle of a month, 30 days either way lie in a neighbour.
  const neighbour = (days: number) => () => onMonth(plusDays(`${month}-15`, days).slice(0, 7))
  return (
    <>
      <ActionIcon variant="default" size={44} aria-label={t('month.before')} onClick={neighbour(-30)}>
        <Icon name="left" />
      </ActionIcon>
      <strong className="num" aria-live="polite">
        {t('month.of', { month: month.slice(5), year: month.slice(0, 4) })}
      </strong>
      <ActionIcon variant="default" size={44} aria-label={t('month.after')} onClick={neighbour(30)}>
        <Icon name="right" />
      </ActionIcon>
    </>
  )
}
