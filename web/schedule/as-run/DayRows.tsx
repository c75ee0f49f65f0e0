import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { useStationNow } from '../../ui/clock.ts'
import { duration, shortDateTime } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import { ListPanel } from '../../ui/ListPanel.tsx'
import { Chip, type Tone } from '../../ui/StatusChip.tsx'
import css from './AsRun.module.css'
import { type DayLog, type LoggedSlot, type Row, useConfirm } from './as-run.api.ts'
import { RowForm } from './RowForm.tsx'

const looks: Record<Row['status'], [Tone, IconName]> = {
  AIRED: ['good', 'check'],
  LATE: ['warn', 'clock'],
  PARTIAL: ['warn', 'cut'],
  SUBSTITUTED: ['warn', 'refresh'],
  MISSED: ['stop', 'x'],
  EXTRA: ['neutral', 'plus'],
}

type Props = { log: DayLog; mayLog: boolean }

/** The evening in order: what was planned, what became of it, and what aired beside the plan. */
export function DayRows({ log, mayLog }: Props) {
  const { t } = useTranslation('as-run')
  const [open, setOpen] = useState<string>()
  const close = () => setOpen(undefined)
  const form = (key: string, of: { slot?: LoggedSlot['slot']; row?: Row | undefined }) =>
    open === key && <RowForm log={log} {...of} onClose={close} />
  return (
    <ListPanel
      title={t('evening')}
      count={log.slots.length}
      foot={
        mayLog &&
        !log.signed && (
          <div className={css.extra}>
            {form('new', {}) || (
              <Button variant="default" size="row" onClick={() => setOpen('new')}>
                {t('addExtra')}
              </Button>
            )}
          </div>
        )
      }
    >
      <ul className={css.rows}>
        {log.slots.map(({ slot, row }) => (
          <li key={slot.slotId}>
            <span className={`num ${css.time}`}>{timeOfDay(slot.startsAt)}</span>
            <div className={css.words}>
              <b>{slot.title}</b>
              <span className="num mut">{duration(slot.durationMs)}</span>
              {row && <Aired row={row} log={log} />}
            </div>
            {mayLog && open !== slot.slotId && (
              <Acts log={log} slot={slot} row={row} onException={() => setOpen(slot.slotId)} />
            )}
            {form(slot.slotId, { slot, row: row ?? undefined })}
          </li>
        ))}
        {log.beside.map((row) => (
          <li key={row.id}>
            <span className={`num ${css.time}`}>{row.startsAt ? timeOfDay(row.startsAt) : ''}</span>
            <div className={css.words}>
              <b>{row.title}</b>
              {row.durationMs !== null && <span className="num mut">{duration(row.durationMs)}</span>}
              <Aired row={row} log={log} />
            </div>
            {mayLog && row.slotId === null && row.status === 'EXTRA' && open !== row.id && (
              <div className={css.acts}>
                <Button
                  variant="subtle"
                  size="row"
                  onClick={() => setOpen(row.id)}
                  aria-label={t('correctOf', { title: row.title })}
                >
                  {t('correct')}
                </Button>
              </div>
            )}
            {form(row.id, { row })}
          </li>
        ))}
      </ul>
    </ListPanel>
  )
}

function Acts({
  log,
  slot,
  row,
  onException,
}: {
  log: DayLog
  slot: LoggedSlot['slot']
  row: LoggedSlot['row']
  onException: () => void
}) {
  const { t } = useTranslation('as-run')
  const confirm = useConfirm({ channelId: log.channel.id, day: log.day })
  const now = useStationNow(30_000)
  if (Date.parse(slot.endsAt) > now) return null
  if (row)
    return (
      <div className={css.acts}>
        <Button
          variant="subtle"
          size="row"
          onClick={onException}
          aria-label={t('correctOf', { title: slot.title })}
        >
          {t('correct')}
        </Button>
      </div>
    )
  return (
    <div className={css.acts}>
      <Button
        variant="default"
        size="row"
        loading={confirm.isPending}
        leftSection={<Icon name="check" size={16} />}
        onClick={() => confirm.mutate([slot.slotId])}
        aria-label={t('onTimeOf', { title: slot.title })}
      >
        {t('onTime')}
      </Button>
      <Button
        variant="subtle"
        size="row"
        onClick={onException}
        aria-label={t('exceptionOf', { title: slot.title })}
      >
        {t('exception')}
      </Button>
    </div>
  )
}

function Aired({ row, log }: { row: Row; log: DayLog }) {
  const { t } = useTranslation('as-run')
  const [tone, icon] = looks[row.status]
  const elsewhere = row.startsAt !== null && row.startsAt !== row.plannedStartsAt && row.slotId !== null
  const otherTitle = row.plannedTitle !== null && row.title !== row.plannedTitle
  const chain = [row.id, ...row.before.map(({ id }) => id)]
  const documents = log.documents.filter(({ subjectId }) => chain.includes(subjectId))
  const facts = [
    elsewhere && row.startsAt && t('airedAt', { time: timeOfDay(row.startsAt) }),
    row.durationMs !== null &&
      row.durationMs !== row.plannedDurationMs &&
      row.slotId &&
      duration(row.durationMs),
    otherTitle && t('airedAs', { title: row.title }),
    row.reason,
  ].filter(Boolean)
  return (
    <div className={css.aired}>
      <Chip tone={tone} icon={icon}>
        {t(`status.${row.status}`)}
      </Chip>
      {facts.length > 0 && <p>{facts.join('. ')}</p>}
      <p className="mut">
        {t('written', {
          source: t(`source.${row.source}`),
          name: row.recordedBy ?? '',
          at: shortDateTime(row.recordedAt),
        })}
      </p>
      {row.before.map((old) => (
        <p key={old.id} className={css.old}>
          {t('before', {
            status: t(`status.${old.status}`),
            name: old.recordedBy ?? '',
            at: shortDateTime(old.recordedAt),
          })}
          {old.reason && ` ${old.reason}`}
        </p>
      ))}
      {documents.map((document) => (
        <a key={document.id} className="link" href={`/api/documents/${document.id}`} download>
          {document.name}
        </a>
      ))}
    </div>
  )
}
