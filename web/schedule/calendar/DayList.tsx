import { Button, SegmentedControl } from '@mantine/core'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { duration, shortDate, weekday } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { LanguageChip } from '../../ui/LanguageChip.tsx'
import { SealMark } from '../../ui/SealMark.tsx'
import { DayConflicts } from '../conflicts/DayConflicts.tsx'
import { type DayView, findSlot } from '../plan-view.ts'
import { type Slot, useCalendarDays } from '../schedule.api.ts'
import { dayName, shared } from '../sentences.ts'
import css from './DayList.module.css'
import { type DayAct, DayMenu } from './WeekHeads.tsx'

type Props = {
  days: readonly DayView[]
  today: string | undefined
  canEdit: boolean
  onAct: (act: DayAct, day: string) => void
  onOpen: (slot: Slot) => void
}

/** The week on a phone: one day at a time, as a list. */
export function DayList({ days, today, canEdit, onAct, onOpen }: Props) {
  const { t } = useTranslation('schedule')
  const [chosen, setChosen] = useState<string | undefined>()
  const day = chosen && days.some((view) => view.day === chosen) ? chosen : (today ?? '')
  const view = days.find((known) => known.day === day) ?? days[0]
  const calendar = useCalendarDays(days[0]?.day, days.at(-1)?.day).data
  if (!view) return null
  const known = calendar?.find((other) => other.date === view.day)
  return (
    <div className={css.page}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('chooseDay')}
        data={days.map(({ day: value, overlaps }) => ({
          value,
          label: (
            <span className={css.tab} data-wrong={overlaps.length > 0 || undefined}>
              {t('weekdayShort', { context: String(new Date(`${value}T12:00:00Z`).getUTCDay()) })}
              <b className="num">{value.slice(8)}</b>
            </span>
          ),
        }))}
        value={view.day}
        onChange={setChosen}
      />
      <div className={css.head}>
        <div className="grow">
          <h2>
            {weekday(view.day)} <span className="num">{shortDate(view.day)}</span>
          </h2>
          {known && (
            <small>
              {[known.occasions[0]?.name, t('lunar', { day: known.lunar.day, month: known.lunar.month })]
                .filter(Boolean)
                .join(' · ')}
            </small>
          )}
        </div>
        <DayMenu day={view.day} canEdit={canEdit} onAct={onAct} />
      </div>
      <DayConflicts
        key={view.day}
        day={view.day}
        conflicts={view.conflicts}
        canEdit={canEdit}
        onShow={(id) => {
          const slot = findSlot(days, id)
          if (slot) onOpen(slot)
        }}
      />
      <ul className={css.list}>
        {view.slots.map((slot) => {
          const gap = view.gaps.find((hole) => hole.endsAt === slot.startsAt)
          const clash = view.overlaps.find(({ second }) => second.id === slot.id)
          return (
            <Fragment key={slot.id}>
              {gap && <li className={css.gap}>{t('gap', { span: shared(t, gap.durationMs) })}</li>}
              <li className={css.row} data-run={slot.run} data-clash={clash ? true : undefined}>
                <span className={`num ${css.time}`}>
                  {timeOfDay(slot.startsAt)}
                  <small>{duration(slot.durationMs)}</small>
                </span>
                <div className={css.words}>
                  <button type="button" className={css.open} onClick={() => onOpen(slot)}>
                    {slot.title}
                    {slot.run === 'repeat' && ` (${t('mark.repeat')})`}
                  </button>
                  <span className={css.facts}>
                    {slot.language && slot.language !== 'vi' && <LanguageChip language={slot.language} />}
                    {slot.kind !== 'work' && slot.kind !== 'title' && t(`kind.${slot.kind}`)}
                    {slot.placeholder && t('placeholder')}
                    {clash && (
                      <span className={css.clash}>
                        <Icon name="stop" size={14} /> {t('overlap', { span: shared(t, clash.durationMs) })}
                      </span>
                    )}
                  </span>
                </div>
                {slot.kind === 'work' && <SealMark approved={slot.version !== null} />}
              </li>
            </Fragment>
          )
        })}
      </ul>
      {view.slots.length === 0 && <p className={css.empty}>{t('nothingYet')}</p>}
      {canEdit && (
        <Button
          variant="default"
          fullWidth
          leftSection={<Icon name="plus" />}
          onClick={() => onAct('add', view.day)}
          aria-label={t('addOn', { day: dayName(view.day) })}
        >
          {t('dayAct.add')}
        </Button>
      )}
    </div>
  )
}
