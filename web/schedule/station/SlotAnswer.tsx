import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { duration, shortDateTime } from '../../ui/format.ts'
import { AnswerChip } from './AnswerChip.tsx'
import css from './Station.module.css'
import { type AnsweredSlot, useAnswer, useTakeTime } from './station.api.ts'

type Props = {
  slot: AnsweredSlot
  channelId: string
  mayEdit: boolean
  chosen: boolean
  onChoose: (on: boolean) => void
}

/** One slot: what the station said, by whom and how, and a tap to write down what it says now. */
export function SlotAnswer({ slot, channelId, mayEdit, chosen, onChoose }: Props) {
  const { t } = useTranslation('station')
  const answer = useAnswer(channelId)
  const take = useTakeTime()
  const [moving, setMoving] = useState(false)
  const [time, setTime] = useState('')
  const { slotId, title } = slot
  const say = (said: 'proposed' | 'confirmed' | 'refused') =>
    answer.mutate({ way: 'hand', answers: [{ slotId, answer: said }] })
  const wanted = slot.answer === 'moved' && slot.movedTo !== null && slot.movedTo !== slot.startsAt
  return (
    <li>
      {mayEdit && (
        <Checkbox
          aria-label={t('choose', { title })}
          checked={chosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      )}
      <div className={css.words}>
        <b>
          <span className="num">{timeOfDay(slot.startsAt)}</span> {title}
        </b>{' '}
        <span className="num mut">{duration(slot.durationMs)}</span>
        <p>
          <AnswerChip answer={slot.answer} movedTo={slot.movedTo} /> {slot.note}
        </p>
        {slot.outdated && <p className={css.warn}>{t('outdated')}</p>}
        {slot.history.map((said) => (
          <p key={said.at + said.answer} className={css.history}>
            {t('said', {
              answer: t(`answer.${said.answer}`, { time: said.movedTo ? timeOfDay(said.movedTo) : '' }),
              name: said.saidBy,
              way: t(`way.${said.way}`),
              at: shortDateTime(said.at),
            })}
          </p>
        ))}
      </div>
      {mayEdit && !moving && (
        <div className={css.acts}>
          {wanted && slot.movedTo && (
            <Button size="row" loading={take.isPending} onClick={() => take.mutate(slotId)}>
              {t('takeTime', { time: timeOfDay(slot.movedTo) })}
            </Button>
          )}
          {slot.answer === 'none' && (
            <Button
              variant="default"
              size="row"
              onClick={() => say('proposed')}
              aria-label={`${t('say.proposed')}: ${title}`}
            >
              {t('say.proposed')}
            </Button>
          )}
          {(slot.answer !== 'confirmed' || slot.outdated) && (
            <Button
              variant="default"
              size="row"
              onClick={() => say('confirmed')}
              aria-label={`${t('say.confirmed')}: ${title}`}
            >
              {t('say.confirmed')}
            </Button>
          )}
          <Button
            variant="subtle"
            size="row"
            onClick={() => setMoving(true)}
            aria-label={`${t('say.moved')}: ${title}`}
          >
            {t('say.moved')}
          </Button>
          {slot.answer !== 'refused' && (
            <Button
              variant="subtle"
              size="row"
              onClick={() => say('refused')}
              aria-label={`${t('say.refused')}: ${title}`}
            >
              {t('say.refused')}
            </Button>
          )}
        </div>
      )}
      {moving && (
        <form
          className={css.move}
          onSubmit={(event) => {
            event.preventDefault()
            answer.mutate(
              { way: 'hand', answers: [{ slotId, answer: 'moved', time }] },
              { onSuccess: () => setMoving(false) },
            )
          }}
        >
          <TextInput
            label={t('newTime')}
            placeholder="20:30"
            required
            value={time}
            onChange={(e) => setTime(e.currentTarget.value)}
          />
          <Button type="submit" loading={answer.isPending}>
            {t('keepMove')}
          </Button>
          <Button variant="subtle" onClick={() => setMoving(false)}>
            {t('cancel')}
          </Button>
        </form>
      )}
      {(answer.error || take.error) && <ErrorState error={answer.error ?? take.error} />}
    </li>
  )
}
