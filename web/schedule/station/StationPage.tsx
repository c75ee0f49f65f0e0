import { ActionIcon, Button, Checkbox } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, mondayOf, realDay } from '../../../server/calendar/days.rules.ts'
import { weekFrom } from '../../../server/schedule/schedule.rules.ts'
import { useToday } from '../../ui/clock.ts'
import { WithDrawer } from '../../ui/Drawer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { date, shortDate, weekday } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { ListPanel } from '../../ui/ListPanel.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../../ui/PageHeader.tsx'
import { useMay } from '../../ui/session.ts'
import { useChannel } from '../schedule.api.ts'
import { ImportDrawer } from './ImportDrawer.tsx'
import { Links } from './Links.tsx'
import { SlotAnswer } from './SlotAnswer.tsx'
import css from './Station.module.css'
import { type Answered, useAnswer, useAnswers } from './station.api.ts'

/** What the station said of each slot of a week: one tap for one or many, a paste, or a link by which it answers itself. */
export default function StationPage() {
  const { t } = useTranslation('station')
  const { kenh, tuan } = useSearch({ strict: false })
  const today = useToday().data?.date
  const { channel } = useChannel(kenh)
  const asked = realDay(tuan) ?? today
  const monday = asked ? mondayOf(asked) : ''
  const days = monday ? weekFrom(monday) : []
  const answers = useAnswers(channel?.id, days)
  const navigate = useNavigate()
  const mayEdit = useMay('schedule.edit')
  const [drawer, setDrawer] = useState<'import' | 'links'>()
  const go = (to: string) => navigate({ to: '/lich/dai-tra-loi', search: { kenh: channel?.id, tuan: to } })
  const close = () => setDrawer(undefined)
  return (
    <>
      <PageHeader title={t('title')} trail={{ label: t('schedule'), to: '/lich' }} />
      <Toolbar
        left={
          monday !== '' && (
            <>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t('weekBefore')}
                onClick={() => go(addDays(monday, -7))}
              >
                <Icon name="left" />
              </ActionIcon>
              <h2 className={`num ${css.range}`}>
                {shortDate(monday)} - {date(addDays(monday, 6))}
              </h2>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t('weekAfter')}
                onClick={() => go(addDays(monday, 7))}
              >
                <Icon name="right" />
              </ActionIcon>
            </>
          )
        }
      >
        {mayEdit && (
          <>
            <Button variant="default" onClick={() => setDrawer('import')}>
              {t('import.open')}
            </Button>
            <Button onClick={() => setDrawer('links')}>{t('links.open')}</Button>
          </>
        )}
      </Toolbar>
      <WithDrawer
        drawer={
          channel && drawer === 'import' ? (
            <ImportDrawer channelId={channel.id} from={monday} onClose={close} />
          ) : channel && drawer === 'links' && answers.data ? (
            <Links answered={answers.data} days={days} onClose={close} />
          ) : null
        }
      >
        <PageBody>
          <Loaded query={answers}>
            {(data) =>
              data.slots.length === 0 ? (
                <div className="card">
                  <EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>
                </div>
              ) : (
                <Week key={monday} answered={data} days={days} mayEdit={mayEdit} />
              )
            }
          </Loaded>
        </PageBody>
      </WithDrawer>
    </>
  )
}

function Week({ answered, days, mayEdit }: { answered: Answered; days: string[]; mayEdit: boolean }) {
  const { t } = useTranslation('station')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const answer = useAnswer(answered.channel.id)
  const toggle = (ids: string[], on: boolean) =>
    setChosen((now) => (on ? new Set([...now, ...ids]) : new Set([...now].filter((id) => !ids.includes(id)))))
  const say = (said: 'proposed' | 'confirmed' | 'refused') =>
    answer.mutate(
      { way: 'hand', answers: [...chosen].map((slotId) => ({ slotId, answer: said })) },
      { onSuccess: () => setChosen(new Set()) },
    )
  return (
    <div className={css.week}>
      {mayEdit && chosen.size > 0 && (
        <section className={css.many} aria-label={t('chosen', { count: chosen.size })}>
          <b>{t('chosen', { count: chosen.size })}</b>
          {(['proposed', 'confirmed', 'refused'] as const).map((said) => (
            <Button
              key={said}
              variant="default"
              size="row"
              loading={answer.isPending}
              onClick={() => say(said)}
            >
              {t(`say.${said}`)}
            </Button>
          ))}
        </section>
      )}
      {answer.error && <ErrorState error={answer.error} />}
      {days.map((day) => {
        const slots = answered.slots.filter((slot) => slot.day === day)
        const ids = slots.map(({ slotId }) => slotId)
        const all = ids.every((id) => chosen.has(id))
        return (
          slots.length > 0 && (
            <ListPanel
              key={day}
              title={`${weekday(day)}, ${date(day)}`}
              aside={
                <Link
                  to="/lich/phieu-de-nghi"
                  search={{ kenh: answered.channel.id, ngay: day }}
                  className={`link ${css.slip}`}
                >
                  {t('printSlip')}
                </Link>
              }
            >
              {mayEdit && (
                <Checkbox
                  className={css.all ?? ''}
                  label={t('chooseDay')}
                  checked={all}
                  onChange={(event) => toggle(ids, event.currentTarget.checked)}
                />
              )}
              <ul className={css.rows}>
                {slots.map((slot) => (
                  <SlotAnswer
                    key={slot.slotId}
                    slot={slot}
                    channelId={answered.channel.id}
                    mayEdit={mayEdit}
                    chosen={chosen.has(slot.slotId)}
                    onChoose={(on) => toggle([slot.slotId], on)}
                  />
                ))}
              </ul>
            </ListPanel>
          )
        )
      })}
    </div>
  )
}
