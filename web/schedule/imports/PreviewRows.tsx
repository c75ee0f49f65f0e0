import { Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Unreadable } from '../../../server/schedule/imports/week-table.rules.ts'
import { lengthText, timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { date, weekday } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import css from './ImportDialog.module.css'
import type { Preview, PreviewRow } from './imports.api.ts'

type Props = {
  preview: Preview
  unreadable: readonly Unreadable[]
  takeOut: boolean
  works: ReadonlyMap<number, string | null>
  onWork: (line: number, workId: string | null) => void
}

const icons = { added: 'plus', moved: 'right', changed: 'pen', same: 'check' } as const satisfies Record<
  PreviewRow['state'],
  IconName
>

/** Every row of the file with what becomes of it, the days with their weekdays as heads. */
export function PreviewRows({ preview, unreadable, takeOut, works, onWork }: Props) {
  const { t } = useTranslation('schedule')
  const [onlyNew, setOnlyNew] = useState(false)
  const count = (state: PreviewRow['state']) => preview.rows.filter((row) => row.state === state).length
  const tallies = [
    ...(['added', 'moved', 'changed', 'same'] as const).map((state) => [state, count(state)] as const),
    ['unreadable', unreadable.length] as const,
    ['removed', takeOut ? preview.left.length : 0] as const,
  ].filter(([, number]) => number > 0)
  const shown = onlyNew
    ? preview.rows.filter((row) => row.state !== 'same' || row.doubts.length > 0)
    : preview.rows
  const left = takeOut ? preview.left : []
  const days = [...new Set([...shown, ...left].map((row) => row.day))].sort()
  return (
    <>
      <div className={css.tallies}>
        <p aria-live="polite">
          {tallies.map(([state, number]) => t(`import.tally.${state}`, { count: number })).join(', ')}
        </p>
        {count('same') > 0 && (
          <Checkbox
            checked={onlyNew}
            onChange={(event) => setOnlyNew(event.currentTarget.checked)}
            label={t('import.onlyNew')}
          />
        )}
      </div>
      {days.map((day) => (
        <section key={day} className={css.day}>
          <h3>
            {weekday(day)} <span className="num">{date(day)}</span>
          </h3>
          <ul>
            {shown
              .filter((row) => row.day === day)
              .map((row) => (
                <Row key={row.line} row={row} chosen={works.get(row.line)} onWork={onWork} />
              ))}
            {left
              .filter((slot) => slot.day === day)
              .map((slot) => (
                <li key={slot.id} data-state="removed">
                  <Icon name="minus" size={16} />
                  <div>
                    <b>
                      <span className="num">{timeOfDay(slot.startsAt)}</span> <del>{slot.title}</del>
                    </b>
                    <p>{t('import.state.removed')}</p>
                  </div>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}

/** Why some lines of the file are no rows. */
export function UnreadableRows({ unreadable }: Pick<Props, 'unreadable'>) {
  const { t } = useTranslation('schedule')
  if (unreadable.length === 0) return null
  return (
    <section className={css.day}>
      <h3>{t('import.unreadable')}</h3>
      <ul>
        {unreadable.map((of) => (
          <li key={of.line} data-state="unreadable">
            <Icon name="warn" size={16} />
            <div>
              <b>{t(`import.problem.${of.problem}`, { line: of.line })}</b>
              <p>{of.text}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

type RowProps = {
  row: PreviewRow
  chosen: string | null | undefined
  onWork: (line: number, workId: string | null) => void
}

function Row({ row, chosen, onWork }: RowProps) {
  const { t } = useTranslation('schedule')
  const { before } = row
  const moved = before && row.state === 'moved'
  const fields = row.fields.filter((field) => field !== 'title')
  return (
    <li data-state={row.state}>
      <Icon name={icons[row.state]} size={16} />
      <div>
        <b>
          {moved && (
            <>
              <del className="num">
                {before.day === row.day ? '' : `${weekday(before.day)} `}
                {timeOfDay(before.startsAt)}
              </del>{' '}
            </>
          )}
          <span className="num">{timeOfDay(row.startsAt)}</span>{' '}
          {before && row.fields.includes('title') && <del>{before.title} </del>}
          {row.title}
          {row.run === 'repeat' && ` (${t('mark.repeat')})`}
        </b>
        <p>
          {[
            t(`import.state.${row.state}`),
            row.durationMs !== null && lengthText(row.durationMs),
            fields.length > 0 &&
              t('import.fields', { fields: fields.map((field) => t(`change.field.${field}`)).join(', ') }),
            row.work &&
              (row.state === 'added' || row.fields.length > 0) &&
              t('import.work', { title: row.work.title }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {row.doubts.length > 0 && (
          <NativeSelect
            size="xs"
            label={t('import.doubt')}
            data={[
              { value: '', label: t('import.noWork') },
              ...row.doubts.map(({ id, title }) => ({ value: id, label: title })),
            ]}
            value={chosen ?? row.work?.id ?? ''}
            onChange={(event) => onWork(row.line, event.currentTarget.value || null)}
          />
        )}
      </div>
    </li>
  )
}
