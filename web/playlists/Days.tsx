import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/vi'
import { DatePickerInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { lastDay, plusDays } from '../ui/days.ts'
import css from './Days.module.css'

type Range = { validFrom: string; validTo: string }

/** The first and the last day of use. Moving one past the other takes it along. */
export function Days({ value, onChange }: { value: Range; onChange: (range: Range) => void }) {
  const { t, i18n } = useTranslation('playlists')
  const last = lastDay(value.validTo)
  const set = (from: string | null, to: string | null) => {
    if (from && to) onChange({ validFrom: from, validTo: plusDays(to, 1) })
  }
  const shared = {
    valueFormat: 'DD/MM/YYYY',
    locale: i18n.language,
    firstDayOfWeek: 1 as const,
    hideOutsideDates: true,
    weekendDays: [],
    previousLabel: t('previousMonth'),
    nextLabel: t('nextMonth'),
    // The field itself says what opens; its own label is not found where the calendar looks for one.
    popoverProps: { withRoles: false },
  }
  return (
    <div className={css.days}>
      <DatePickerInput
        {...shared}
        label={t('firstDay')}
        value={value.validFrom}
        onChange={(from) => set(from, from && last < from ? from : last)}
      />
      <DatePickerInput
        {...shared}
        label={t('lastDay')}
        value={last}
        onChange={(to) => set(to && to < value.validFrom ? to : value.validFrom, to)}
      />
    </div>
  )
}
