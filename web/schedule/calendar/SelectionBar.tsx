import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { startIn } from '../../../server/schedule/imports/hours.rules.ts'
import { instantOf, lengthText, parseLength, timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { duration } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Slot } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import css from './SelectionBar.module.css'
import type { GridActs } from './use-grid-keys.ts'

/** What the bar asks for in a form of its own. */
export type Asking = 'time' | 'length' | undefined

type Props = {
  slot: Slot
  days: readonly string[]
  dayStartsMin: number
  acts: GridActs
  asking: Asking
  onAsk: (what: Asking) => void
}

/** What can be done with the selected slot, for hands that use no keys. */
export function SelectionBar(props: Props) {
  const { slot, acts, asking, onAsk } = props
  const { t } = useTranslation(['schedule', 'calendar'])
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
      {asking === 'time' ? (
        <MoveTo {...props} />
      ) : asking === 'length' ? (
        <Length {...props} />
      ) : (
        <div className={css.acts}>
          <Button variant="default" size="compact-md" onClick={() => onAsk('time')}>
            {t('selection.moveTo')}
          </Button>
          <Button variant="default" size="compact-md" onClick={() => onAsk('length')}>
            {t('calendar:length.ask')}
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

function MoveTo({ slot, days, dayStartsMin, acts, onAsk }: Props) {
  const { t } = useTranslation('schedule')
  const [day, setDay] = useState(slot.day)
  const [time, setTime] = useState(timeOfDay(slot.startsAt))
  const seconds = startIn(time, dayStartsMin)
  const go = (event: FormEvent) => {
    event.preventDefault()
    if (seconds === undefined) return
    onAsk(undefined)
    acts.move(slot, instantOf(day, seconds, dayStartsMin))
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
      <Button variant="subtle" size="compact-md" onClick={() => onAsk(undefined)}>
        {t('form.cancel')}
      </Button>
    </form>
  )
}

function Length({ slot, acts, onAsk }: Props) {
  const { t } = useTranslation(['schedule', 'calendar'])
  const [typed, setTyped] = useState(lengthText(slot.durationMs))
  const durationMs = parseLength(typed)
  const go = (event: FormEvent) => {
    event.preventDefault()
    if (durationMs === undefined) return
    onAsk(undefined)
    acts.move(slot, slot.startsAt, durationMs)
  }
  return (
    <form className={css.acts} onSubmit={go}>
      <TextInput
        aria-label={t('form.length')}
        classNames={{ input: 'num' }}
        w={110}
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={durationMs === undefined}
      />
      <Button type="submit" size="compact-md">
        {t('calendar:length.set')}
      </Button>
      <Button variant="subtle" size="compact-md" onClick={() => onAsk(undefined)}>
        {t('form.cancel')}
      </Button>
    </form>
  )
}
