import { Chip } from '@mantine/core'
import { plusDays } from './days.ts'
import { weekday } from './format.ts'
import css from './Weekdays.module.css'

/** Any Monday: the names of the days that follow it. */
const A_MONDAY = '2024-01-01'
export const weekdayName = (isoWeekday: number) => weekday(plusDays(A_MONDAY, isoWeekday - 1))

type Props = { label: string; value: readonly number[]; onChange: (weekdays: number[]) => void }

/** Days of the week, Monday first; at least one stays. */
export function Weekdays({ label, value, onChange }: Props) {
  return (
    <Chip.Group
      multiple
      value={value.map(String)}
      onChange={(days) => days.length > 0 && onChange(days.map(Number).sort((a, b) => a - b))}
    >
      <fieldset className={css.days}>
        <legend>{label}</legend>
        {[1, 2, 3, 4, 5, 6, 7].map((day) => (
          <Chip key={day} value={String(day)}>
            {weekdayName(day)}
          </Chip>
        ))}
      </fieldset>
    </Chip.Group>
  )
}
