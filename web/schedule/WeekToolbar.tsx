import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../server/calendar/days.rules.ts'
import { useStationNow } from '../ui/clock.ts'
import { date, shortDate, until } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { Toolbar } from '../ui/PageHeader.tsx'
import { Chip } from '../ui/StatusChip.tsx'
import { ExportMenu } from './exports/ExportMenu.tsx'
import { PublishingMenu } from './publishing/PublishingMenu.tsx'
import type { Week } from './schedule.api.ts'
import { unsent } from './sending.ts'
import { StationMenu } from './station/StationMenu.tsx'
import { PlansMenu } from './templates/PlansMenu.tsx'
import type { Undo } from './use-undo.ts'
import type { WeekView } from './use-view.ts'
import css from './WeekToolbar.module.css'

type Props = {
  week: Week
  monday: string
  canEdit: boolean
  saving: boolean
  onWeek: (monday: string | undefined) => void
  undo: Undo
  /** None where the page is too narrow for more than one. */
  view: WeekView | undefined
  onView: (view: WeekView) => void
  onPublish: () => void
  onSettings: () => void
}

/** Where one is, what the week's state is, when it is due, and the one thing to do. */
export function WeekToolbar({
  week,
  monday,
  canEdit,
  saving,
  undo,
  view,
  onView,
  onWeek,
  onPublish,
  onSettings,
}: Props) {
  const { t } = useTranslation('schedule')
  const waits = unsent.use()
  const sunday = addDays(monday, 6)
  return (
    <Toolbar
      left={
        <>
          <Button variant="default" size="compact-md" onClick={() => onWeek(undefined)}>
            {t('thisWeek')}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('weekBefore')}
            onClick={() => onWeek(addDays(monday, -7))}
          >
            <Icon name="left" />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('weekAfter')}
            onClick={() => onWeek(addDays(monday, 7))}
          >
            <Icon name="right" />
          </ActionIcon>
          <h2 className={`num ${css.range}`}>
            {shortDate(monday)} - {date(sunday)}
          </h2>
          <State week={week} />
        </>
      }
    >
      <span className={css.saving} aria-live="polite">
        {waits ? t('unsent') : saving && t('saving')}
      </span>
      <Due at={week.deadlineAt} settled={week.inForce !== null && week.changes.length === 0} />
      {canEdit && (
        <>
          <Step word="undo" about={undo.undoWords} onClick={undo.undo} />
          <Step word="redo" about={undo.redoWords} onClick={undo.redo} />
        </>
      )}
      {view && (
        <SegmentedControl
          size="xs"
          aria-label={t('view.label')}
          data={(['table', 'calendar'] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
          value={view}
          onChange={(chosen) => onView(chosen as WeekView)}
        />
      )}
      <PlansMenu week={week} />
      <StationMenu channelId={week.channel.id} monday={monday} />
      <ExportMenu week={week} monday={monday} />
      {canEdit && <PublishingMenu channelId={week.channel.id} monday={monday} onSettings={onSettings} />}
      {canEdit && <Button onClick={onPublish}>{t('seeToPublish')}</Button>}
    </Toolbar>
  )
}

/** Undo or redo; says what it will do before it does it. */
function Step({
  word,
  about,
  onClick,
}: {
  word: 'undo' | 'redo'
  about: string | undefined
  onClick: () => void
}) {
  const { t } = useTranslation('schedule')
  const nothing = t(word === 'undo' ? 'nothingToUndo' : 'nothingToRedo')
  const label = about === undefined ? nothing : t(`${word}Hint`, { words: about })
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t(word)}
        aria-description={label}
        data-nothing={about === undefined || undefined}
        className={css.step}
        onClick={onClick}
      >
        <Icon name={word} />
      </ActionIcon>
    </Tooltip>
  )
}

function State({ week }: { week: Week }) {
  const { t } = useTranslation('schedule')
  const changed = week.changes.length
  if (!week.inForce)
    return (
      <Chip tone="neutral" icon="dash">
        {t(changed ? 'state.unseen' : 'state.empty')}
      </Chip>
    )
  const { number } = week.inForce
  if (changed === 0)
    return (
      <Chip tone="good" icon="send">
        {t('state.inForce', { number })}
      </Chip>
    )
  return (
    <Chip tone="neutral" icon="dash">
      {t('state.changed', { number, count: changed })}
    </Chip>
  )
}

/** When the station wants it, while that still lies ahead or the week is not settled. */
function Due({ at, settled }: { at: string; settled: boolean }) {
  const { t } = useTranslation('schedule')
  const now = useStationNow(30_000)
  if (settled || Date.parse(at) < now - 7 * 86_400_000) return null
  return (
    <Chip tone={Date.parse(at) < now ? 'stop' : 'warn'} icon="clock">
      {t('due', { left: until(at, now) })}
    </Chip>
  )
}
