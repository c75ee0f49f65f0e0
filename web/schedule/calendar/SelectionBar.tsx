import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantOf, parseTimeOfDay, timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { duration } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Slot } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import css from './SelectionBar.module.css'
import type { GridActs } from './use-grid-keys.ts'

type Props = { slot: Slot; days: readonly string[]; dayStartsMin: number; acts: GridActs }

/** What can be done with the selected slot, for hands that use no keys. */
export function SelectionBar({ slot, days, dayStartsMin, acts }: Props) {
  const { t } = useTranslation('schedule')
  const [moving, setMoving] = useState(false)
  return (
    <section className={css.bar} aria-label={t('selection.label')}>
      <div className={css.what}>
        <b>
          <span className="num">{timeOfDay(slot.startsAt)}</span> {slot.title}
        </b>
        <small>
          {dayName(slot.day)} · <span className="num">{duration(slot.durationMs)}</span> ·{' '}
          {t('selection.keys')}
        </small>
      </div>
      {moving ? (
        <MoveTo
          slot={slot}
          days={days}
          dayStartsMin={dayStartsMin}
          acts={acts}
          onDone={() => setMoving(false)}
        />
      ) : (
        <div className={css.acts}>
          <Button variant="default" size="compact-md" onClick={() => setMoving(true)}>
            {t('selection.moveTo')}
          </Button>
          <Act icon="pen" word="open" onClick={() => acts.open(slot)} />
          <Act icon="repeat" word="repeat" onClick={() => acts.repeat(slot)} />
          <Act icon="copy" word="duplicate" onClick={() => acts.duplicate(slot)} />
          <Act icon="trash" word="remove" onClick={() => acts.remove(slot)} />
        </div>
      )}
    </section>
  )
}

function Act({
  icon,
  word,
  onClick,
}: {
  icon: 'pen' | 'repeat' | 'copy' | 'trash'
  word: string
  onClick: () => void
}) {
  const { t } = useTranslation('schedule')
  return (
    <Button variant="subtle" size="compact-md" leftSection={<Icon name={icon} size={16} />} onClick={onClick}>
      {t(`selection.${word}`)}
    </Button>
  )
}

function MoveTo({ slot, days, dayStartsMin, acts, onDone }: Props & { onDone: () => void }) {
  const { t } = useTranslation('schedule')
  const [day, setDay] = useState(slot.day)
  const [time, setTime] = useState(timeOfDay(slot.startsAt))
  const seconds = parseTimeOfDay(time)
  const go = (event: FormEvent) => {
    event.preventDefault()
    if (seconds === undefined) return
    acts.move(slot, instantOf(day, seconds, dayStartsMin))
    onDone()
  }
  return (
    <form className={css.acts} onSubmit={go}>
      <NativeSelect
        aria-label={t('form.day')}
        data={days.map((value) => ({ value, label: dayName(value) }))}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <TextInput
        aria-label={t('form.start')}
        classNames={{ input: 'num' }}
        w={96}
        autoFocus
        value={time}
        onChange={(event) => setTime(event.currentTarget.value)}
        error={seconds === undefined}
      />
      <Button type="submit" size="compact-md">
        {t('selection.move')}
      </Button>
      <Button variant="subtle" size="compact-md" onClick={onDone}>
        {t('form.cancel')}
      </Button>
    </form>
  )
}
