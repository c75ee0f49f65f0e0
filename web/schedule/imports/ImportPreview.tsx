import { Button, Checkbox } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Columns, guessColumns, readTable } from '../../../server/schedule/imports/week-table.rules.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { date, weekday } from '../../ui/format.ts'
import { Skeletons } from '../../ui/Skeletons.tsx'
import type { Week } from '../schedule.api.ts'
import { StaleChange } from '../stale.ts'
import { amend, offerLatest } from '../undo.ts'
import css from './ImportDialog.module.css'
import { usePreview } from './imports.api.ts'
import { PreviewRows, UnreadableRows } from './PreviewRows.tsx'
import type { ReadFile } from './read-file.ts'
import { TableForm } from './TableForm.tsx'

type Props = { week: Week; file: ReadFile; onOther: () => void; onClose: () => void }

/** What a file would change, row by row, while its encoding and columns can still be put right. */
export function ImportPreview({ week, file, onOther, onClose }: Props) {
  const { t } = useTranslation('schedule')
  const [encoding, setEncoding] = useState(file.encoding)
  const [sheet, setSheet] = useState(0)
  const [chosen, setChosen] = useState<Columns>()
  const [works, setWorks] = useState<ReadonlyMap<number, string | null>>(new Map())
  const [takeOut, setTakeOut] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const cells = useMemo(() => file.sheets[sheet]?.cells(encoding) ?? [], [file, sheet, encoding])
  const columns = useMemo(() => chosen ?? guessColumns(cells), [chosen, cells])
  const { rows, unreadable } = useMemo(
    () => readTable(cells, columns, { monday: week.from, dayStartsMin: week.channel.dayStartsMin }),
    [cells, columns, week.from, week.channel.dayStartsMin],
  )
  const sent = rows.map((row) =>
    works.has(row.line) ? { ...row, workId: works.get(row.line) ?? null } : row,
  )
  const preview = usePreview(week.channel.id, { rows: sent, takeOut })
  const changes = rows.length > 0 ? (preview.data?.changes ?? []) : []
  const apply = async () => {
    setBusy(true)
    try {
      const words = t('import.done', { count: changes.length })
      await amend(week.channel.id, words, changes, { follow: false })
      offerLatest(words)
      onClose()
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  const days = [...new Set(rows.map((row) => row.day))].sort()
  const [first, last] = [days[0], days.at(-1)]
  const blocked =
    rows.length === 0
      ? t('import.noRows')
      : preview.isPlaceholderData || !preview.data
        ? t('import.reading')
        : changes.length === 0
          ? t('import.nothing')
          : undefined
  return (
    <Dialog
      title={t('import.titleOf', { name: file.name })}
      onClose={onClose}
      wide
      foot={
        <>
          <Button variant="subtle" onClick={onOther}>
            {t('import.other')}
          </Button>
          <ActionButton blocked={blocked} onClick={apply} loading={busy}>
            {t('import.apply', { count: changes.length })}
          </ActionButton>
        </>
      }
    >
      {error !== null &&
        (error instanceof StaleChange ? (
          <p role="alert" className={css.fault}>
            {t('import.stale')}
          </p>
        ) : (
          <ErrorState error={error} title={t('form.failed')} />
        ))}
      <TableForm
        file={file}
        cells={cells}
        encoding={encoding}
        onEncoding={setEncoding}
        sheet={sheet}
        onSheet={(index) => {
          setSheet(index)
          setChosen(undefined)
        }}
        columns={columns}
        onColumns={setChosen}
        open={rows.length === 0}
      />
      {first && last && (
        <p className={css.span}>
          {t('import.span', {
            from: `${weekday(first)} ${date(first)}`,
            to: `${weekday(last)} ${date(last)}`,
          })}
        </p>
      )}
      {preview.error && <ErrorState error={preview.error} onRetry={() => preview.refetch()} />}
      {rows.length > 0 && preview.isPending && <Skeletons rows={6} />}
      {rows.length > 0 && preview.data && (
        <>
          {preview.data.left.length > 0 && (
            <Checkbox
              className={css.switch}
              checked={takeOut}
              onChange={(event) => setTakeOut(event.currentTarget.checked)}
              label={t('import.takeOut', { count: preview.data.left.length })}
              description={t('import.takeOutHint')}
            />
          )}
          <PreviewRows
            preview={preview.data}
            unreadable={unreadable}
            takeOut={takeOut}
            works={works}
            onWork={(line, workId) => setWorks(new Map(works).set(line, workId))}
          />
        </>
      )}
      {rows.length === 0 && <p>{t('import.noRows')}</p>}
      <UnreadableRows unreadable={unreadable} />
    </Dialog>
  )
}
