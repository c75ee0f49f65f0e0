import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { shortDate } from '../ui/format.ts'
import { ReadTable } from '../ui/ReadTable.tsx'
import { toast } from '../ui/toasts.ts'
import { useSettled } from '../ui/use-settled.ts'
import css from './Trips.module.css'
import { type PreviewRow, plannedOf, useAddShowings, useCopy, usePreview } from './trips.api.ts'

/** A month out of Excel or Word, or the month before: seen row by row before anything is planned. */
export function PasteDialog({ month, copy, onClose }: { month: string; copy: boolean; onClose: () => void }) {
  const { t } = useTranslation(['trips', 'common'])
  const [text, setText] = useState('')
  const pasted = usePreview(month, useSettled(text))
  const copied = useCopy(month, copy)
  const preview = copy ? copied : pasted
  const rows = (copy || text.trim() !== '' ? preview.data : undefined) ?? []
  const fitting = rows.flatMap((row) => plannedOf(row) ?? [])
  const add = useAddShowings()
  const apply = () =>
    add.mutate(fitting, {
      onSuccess: ({ ids }) => {
        toast(t('added', { count: ids.length }))
        onClose()
      },
    })
  return (
    <Dialog
      title={t(copy ? 'copyTitle' : 'pasteTitle')}
      wide
      onClose={onClose}
      foot={
        <>
          <Button variant="subtle" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <ActionButton
            loading={add.isPending}
            blocked={fitting.length === 0 && t('nothingYet')}
            onClick={apply}
          >
            {t('addMany', { count: fitting.length })}
          </ActionButton>
        </>
      }
    >
      <div className={css.form}>
        {!copy && (
          <Textarea
            label={t('pasteLabel')}
            description={t('pasteHint')}
            autosize
            minRows={4}
            maxRows={8}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            spellCheck={false}
            data-autofocus
          />
        )}
        {preview.error && <ErrorState error={preview.error} onRetry={() => preview.refetch()} />}
        {rows.length > 0 && <Rows rows={rows} />}
        {copy && copied.data?.length === 0 && <p>{t('nothingBefore')}</p>}
        {add.error && <p role="alert">{add.error.message}</p>}
      </div>
    </Dialog>
  )
}

function Rows({ rows }: { rows: readonly PreviewRow[] }) {
  const { t } = useTranslation('trips')
  const wrong = rows.filter((row) => row.problems.length > 0).length
  // An old name is told where it was found, so that the next table is typed with the new one.
  const fitsAs = ({ hamlet, formerly }: PreviewRow) =>
    [
      t(hamlet.id ? 'fits' : 'newHamlet'),
      formerly.hamlet && t('formerly', { old: formerly.hamlet, name: hamlet.name }),
      formerly.place && t('formerly', { old: formerly.place, name: hamlet.place?.name }),
    ]
      .filter(Boolean)
      .join('. ')
  const columns = ['day', 'time', 'team', 'hamlet', 'head'] as const
  return (
    <ReadTable
      sum={t('read', { good: rows.length - wrong, wrong })}
      heads={{
        line: t('column.line'),
        cells: columns.map((column) => t(`column.${column}`)),
        outcome: t('column.outcome'),
      }}
      minWidth={680}
      rows={rows.map((row) => ({
        line: row.line,
        cells: [
          { text: row.day && shortDate(row.day), figure: true },
          { text: row.time, figure: true },
          { text: row.team?.name },
          { text: [row.hamlet.name, row.hamlet.place?.name].filter(Boolean).join(', ') },
          { text: row.headName },
        ],
        fits: fitsAs(row),
        problems: row.problems.map((problem) => ({ key: problem, text: t(`problem.${problem}`) })),
      }))}
    />
  )
}
