import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../server/calendar/days.rules.ts'
import type { Budget } from '../../../server/schedule/rundown/rundown.rules.ts'
import { useToday } from '../../ui/clock.ts'
import { date, duration, weekday } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { Toolbar } from '../../ui/PageHeader.tsx'
import { Chip } from '../../ui/StatusChip.tsx'
import type { Week } from '../schedule.api.ts'
import type { Undo } from '../use-undo.ts'
import css from './Rundown.module.css'

type Props = {
  week: Week
  day: string
  budget: Budget
  canEdit: boolean
  undo: Undo
  onAdd: () => void
  onSettings: () => void
}

/** 18:24:10: a day's sum is too long to be counted in minutes. */
export function hours(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** Which day, how full it is, and the few things done about all of it. */
export function RundownToolbar({ week, day, budget, canEdit, undo, onAdd, onSettings }: Props) {
  const { t } = useTranslation(['plans', 'schedule'])
  const navigate = useNavigate()
  const today = useToday().data?.date
  const kenh = week.channel.id
  const go = (to: string) => navigate({ to: '/lich/ngay/$day', params: { day: to }, search: { kenh } })
  const step = (word: 'dayBefore' | 'dayAfter', days: number) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t(`rundown.${word}`)}
      onClick={() => go(addDays(day, days))}
    >
      <Icon name={days < 0 ? 'left' : 'right'} />
    </ActionIcon>
  )
  return (
    <Toolbar
      left={
        <>
          {today && (
            <Button variant="default" size="compact-md" onClick={() => go(today)}>
              {t('rundown.today')}
            </Button>
          )}
          {step('dayBefore', -1)}
          {step('dayAfter', 1)}
          <h2 className="num">
            {weekday(day)} {date(day)}
          </h2>
          <BudgetLine budget={budget} />
        </>
      }
    >
      <Link to="/lich" search={{ kenh, tuan: week.from }} className="link">
        {t('rundown.week')}
      </Link>
      {canEdit && (
        <Tooltip label={t('schedule:undoHint')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('schedule:undo')}
            onClick={() => void undo.undo()}
          >
            <Icon name="undo" />
          </ActionIcon>
        </Tooltip>
      )}
      {canEdit && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('rundown.settings')}
          title={t('rundown.settings')}
          onClick={onSettings}
        >
          <Icon name="clock" />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('rundown.print')}
        title={t('rundown.print')}
        onClick={() => navigate({ to: '/lich/ngay/$day/in', params: { day }, search: { kenh } })}
      >
        <Icon name="print" />
      </ActionIcon>
      {canEdit && (
        <Button leftSection={<Icon name="plus" size={17} />} onClick={onAdd}>
          {t('rundown.add')}
        </Button>
      )}
    </Toolbar>
  )
}

function BudgetLine({ budget }: { budget: Budget }) {
  const { t } = useTranslation('plans')
  const { plannedMs, roomMs, overMs } = budget
  const leftMs = roomMs - plannedMs
  return (
    <span className={css.budget} data-over={overMs > 0 || undefined}>
      <span className="num">
        {t('rundown.blockBudget', { planned: hours(plannedMs), room: hours(roomMs) })}
      </span>
      <span className={css.bar} aria-hidden="true">
        <i style={{ width: `${Math.min(100, (100 * plannedMs) / roomMs)}%` }} />
      </span>
      {overMs > 0 ? (
        <Chip tone="stop" icon="warn">
          {t('rundown.over', { span: duration(overMs) })}
        </Chip>
      ) : (
        <span className="num sec">{t('rundown.left', { span: hours(Math.max(0, leftMs)) })}</span>
      )}
    </span>
  )
}
