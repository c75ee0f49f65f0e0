import { ActionIcon, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortDate, weekday } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import { DayConflicts } from '../conflicts/DayConflicts.tsx'
import type { DayView } from '../plan-view.ts'
import type { Week } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import { DayNote } from './DayNote.tsx'
import { useDayFacts } from './day-facts.ts'
import type { Zoom } from './use-zoom.ts'
import css from './WeekHeads.module.css'
import { ZoomButtons } from './ZoomButtons.tsx'

export type DayAct = 'add' | 'paste' | 'copy' | 'urgent' | 'history'
const acts: { act: DayAct; icon: IconName; edits: boolean }[] = [
  { act: 'add', icon: 'plus', edits: true },
  { act: 'paste', icon: 'list', edits: true },
  { act: 'copy', icon: 'copy', edits: true },
  { act: 'urgent', icon: 'flash', edits: true },
  { act: 'history', icon: 'clock', edits: false },
]

type Props = {
  days: readonly DayView[]
  today: string | undefined
  channel: Week['channel']
  zoom: Zoom
  canEdit: boolean
  onAct: (act: DayAct, day: string) => void
  onShow: (slotId: string) => void
}

/** Above each column: the day in both calendars, what is kept on it, and what of it needs a hand. */
export function WeekHeads({ days, today, channel, zoom, canEdit, onAct, onShow }: Props) {
  const { t } = useTranslation('schedule')
  const facts = useDayFacts(days, channel.deadline)
  return (
    <div className={css.heads}>
      <div className={css.corner}>
        <ZoomButtons zoom={zoom} />
      </div>
      {days.map((view) => {
        const fact = facts.get(view.day)
        return (
          <div
            key={view.day}
            className={css.day}
            data-occasion={fact?.occasion ? true : undefined}
            data-today={view.day === today || undefined}
          >
            <div className={css.names}>
              <b>
                {weekday(view.day)} <span className="num">{shortDate(view.day)}</span>
              </b>
              {fact && <DayNote fact={fact} />}
            </div>
            <DayMenu day={view.day} canEdit={canEdit} onAct={onAct} />
          </div>
        )
      })}
      <div className={css.label}>{t('toDo')}</div>
      {days.map((view) => (
        <div key={view.day} className={css.lane}>
          <DayConflicts day={view.day} conflicts={view.conflicts} canEdit={canEdit} onShow={onShow} />
        </div>
      ))}
    </div>
  )
}

export function DayMenu({ day, canEdit, onAct }: { day: string } & Pick<Props, 'canEdit' | 'onAct'>) {
  const { t } = useTranslation('schedule')
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('dayMenu', { day: dayName(day) })}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts
          .filter(({ edits }) => canEdit || !edits)
          .map(({ act, icon }) => (
            <Menu.Item key={act} leftSection={<Icon name={icon} size={16} />} onClick={() => onAct(act, day)}>
              {t(`dayAct.${act}`)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
