import { Button, TextInput } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { printedAt } from '../../../server/schedule/billed.rules.ts'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { date, dateTime, duration, weekday } from '../../ui/format.ts'
import { LinkHead, LinkShell } from '../../ui/LinkShell.tsx'
import { AnswerChip } from './AnswerChip.tsx'
import css from './Station.module.css'
import { type Asked, useAnswerByLink, useAsked } from './station.api.ts'

type Answer = 'confirmed' | 'moved' | 'refused'

/** What somebody at the station sees who was sent a link: the programmes we ask about, and where to answer. No account. */
export default function AnswerPage() {
  const { t } = useTranslation('station')
  const { token = '' } = useParams({ strict: false })
  return (
    <LinkShell title={t('page.title')} link={useAsked(token)}>
      {(asked) => <Questions token={token} asked={asked} />}
    </LinkShell>
  )
}

function Questions({ token, asked }: { token: string; asked: Asked }) {
  const { t } = useTranslation('station')
  const [name, setName] = useState('')
  const answer = useAnswerByLink(token)
  const nameless = name.trim() === '' && t('page.nameFirst')
  const open = asked.slots.filter(({ answer: said }) => said === 'proposed')
  return (
    <>
      <LinkHead
        from={t('page.from', { sender: asked.sender, recipient: asked.recipient })}
        title={t('page.heading', { channel: asked.channelName })}
        until={t('page.goodUntil', { date: dateTime(asked.expiresAt) })}
      />
      <TextInput
        label={t('page.yourName')}
        value={name}
        maxLength={120}
        autoComplete="name"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {open.length > 1 && (
        <ActionButton
          size="md"
          fullWidth
          blocked={nameless}
          loading={answer.isPending}
          onClick={() =>
            answer.mutate({
              name,
              answers: open.map(({ slotId }) => ({ slotId, answer: 'confirmed' as const })),
            })
          }
        >
          {t('page.confirmAll', { count: open.length })}
        </ActionButton>
      )}
      {asked.slots.length === 0 && <p>{t('page.nothing')}</p>}
      {asked.days.map((day) => {
        const slots = asked.slots.filter((slot) => slot.day === day)
        return (
          slots.length > 0 && (
            <section key={day} aria-label={date(day)}>
              <h2>
                {weekday(day)}, <span className="num">{date(day)}</span>
              </h2>
              <ul className={css.asked}>
                {slots.map((slot) => (
                  <Question
                    key={slot.slotId}
                    slot={slot}
                    blocked={nameless}
                    busy={answer.isPending}
                    onAnswer={(said, more) =>
                      answer.mutate({ name, answers: [{ slotId: slot.slotId, answer: said, ...more }] })
                    }
                  />
                ))}
              </ul>
            </section>
          )
        )
      })}
      {answer.error && <ErrorState error={answer.error} title={t('page.notKept')} />}
    </>
  )
}

type QuestionProps = {
  slot: Asked['slots'][number]
  blocked: string | false
  busy: boolean
  onAnswer: (answer: Answer, more?: { time?: string; note?: string }) => void
}

function Question({ slot, blocked, busy, onAnswer }: QuestionProps) {
  const { t } = useTranslation('station')
  const [asking, setAsking] = useState<'moved' | 'refused'>()
  const [time, setTime] = useState('')
  const [note, setNote] = useState('')
  const of = { title: slot.title }
  const send = (answer: Answer, more?: { time?: string; note?: string }) => {
    onAnswer(answer, more)
    setAsking(undefined)
  }
  return (
    <li>
      <div>
        <b>
          <span className="num">{timeOfDay(printedAt(slot))}</span> {slot.title}
        </b>{' '}
        <span className="num mut">{duration(slot.durationMs)}</span>
        {slot.answer !== 'proposed' && (
          <p>
            <AnswerChip answer={slot.answer} movedTo={slot.movedTo} />{' '}
            {slot.said && (
              <small className="mut">
                {t('page.said', { name: slot.said.name, at: dateTime(slot.said.at) })}
              </small>
            )}
          </p>
        )}
      </div>
      {asking ? (
        <form
          className={css.ask}
          onSubmit={(event) => {
            event.preventDefault()
            send(asking, { ...(asking === 'moved' ? { time } : {}), note })
          }}
        >
          {asking === 'moved' && (
            <TextInput
              label={t('page.newTime')}
              placeholder="20:30"
              value={time}
              required
              onChange={(e) => setTime(e.currentTarget.value)}
            />
          )}
          <TextInput
            label={t('page.note')}
            value={note}
            maxLength={500}
            onChange={(e) => setNote(e.currentTarget.value)}
          />
          <div className={css.buttons}>
            <ActionButton type="submit" blocked={blocked} loading={busy}>
              {t(asking === 'moved' ? 'page.sendMove' : 'page.sendRefusal')}
            </ActionButton>
            <Button variant="subtle" onClick={() => setAsking(undefined)}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <div className={css.buttons}>
          <ActionButton
            variant="default"
            blocked={blocked}
            loading={busy}
            onClick={() => send('confirmed')}
            aria-label={t('page.confirmOf', of)}
          >
            {t('page.confirm')}
          </ActionButton>
          <Button variant="subtle" onClick={() => setAsking('moved')} aria-label={t('page.moveOf', of)}>
            {t('page.move')}
          </Button>
          <Button variant="subtle" onClick={() => setAsking('refused')} aria-label={t('page.refuseOf', of)}>
            {t('page.refuse')}
          </Button>
        </div>
      )}
    </li>
  )
}
