import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asOnClock, startIn } from '../../server/schedule/imports/hours.rules.ts'
import { timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { duration } from '../ui/format.ts'
import css from './SlotForm.module.css'
import type { Slot } from './schedule.api.ts'
import { dayName } from './sentences.ts'
import { repeat } from './slot-acts.ts'

type Props = {
  slot: Slot
  dayStartsMin: number
  days: readonly string[]
  onClose: () => void
  onDone: (slot: { id: string; title: string }) => void
}

/** Another run of the same, tied to the first. */
export function RepeatDrawer({ slot, dayStartsMin, days, onClose, onDone }: Props) {
  const { t } = useTranslation('schedule')
  const form = useId()
  const next = days[days.indexOf(slot.day) + 1] ?? slot.day
  const [day, setDay] = useState(next)
  const [start, setStart] = useState(timeOfDay(slot.startsAt))
  const [error, setError] = useState<unknown>(null)
  const wrong = startIn(start, dayStartsMin) === undefined
  const lay = async (event: FormEvent) => {
    event.preventDefault()
    if (wrong) return
    try {
      onDone((await repeat(t, slot, { day, start: asOnClock(start) })) ?? slot)
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <Drawer
      title={t('repeat.title')}
      onClose={onClose}
      foot={
        <Button type="submit" form={form}>
          {t('repeat.lay')}
        </Button>
      }
    >
      <form id={form} className={css.form} onSubmit={lay} noValidate>
        {error !== null && <ErrorState error={error} title={t('form.failed')} />}
        <p className={css.hint}>
          <b>{slot.title}</b>
          <br />
          {t('repeat.of', { day: dayName(slot.day), time: timeOfDay(slot.startsAt) })},{' '}
          <span className="num">{duration(slot.durationMs)}</span>
        </p>
        <div className={css.pair}>
          <NativeSelect
            label={t('form.day')}
            data={days.map((value) => ({ value, label: dayName(value) }))}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <TextInput
            label={t('form.start')}
            classNames={{ input: 'num' }}
            value={start}
            onChange={(event) => setStart(event.currentTarget.value)}
            error={wrong ? t('form.problem.start') : undefined}
          />
        </div>
      </form>
    </Drawer>
  )
}
