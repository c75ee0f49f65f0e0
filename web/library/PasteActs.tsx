import { Button, NativeSelect, Textarea } from '@mantine/core'
import { type ClipboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import type { Rate } from '../ui/frames.ts'
import { useSettled } from '../ui/use-settled.ts'
import { placeRows, type ReadRow } from './act-drafts.ts'
import { type ColumnKind, cellsOf, columnKinds, rowsOf, shapeOf } from './act-table.ts'
import { actsWithin } from './acts.ts'
import { asText, tableOf } from './clipboard-table.ts'
import type { Version, WorkDetail } from './library.api.ts'
import css from './PasteActs.module.css'
import { PastedRows } from './PastedRows.tsx'
import type { ActDrafts } from './use-act-drafts.ts'
import { useMakeActs } from './use-make-acts.ts'

type Props = { detail: WorkDetail; version: Version; fps: Rate; drafts: ActDrafts; onClose: () => void }

const isWhole = (row: ReadRow): row is ReadRow & { inMs: number; outMs: number } =>
  row.problems.length === 0 && row.inMs !== null && row.outMs !== null

/** A programme out of Word or Excel becomes acts with their credits: seen row by row before anything is made. */
export function PasteActs({ detail, version, fps, drafts, onClose }: Props) {
  const { t } = useTranslation(['library', 'common'])
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Record<number, ColumnKind>>({})
  const settled = useSettled(text)
  const { make, pending, error } = useMakeActs(detail.work.id, version)
  const cells = useMemo(() => cellsOf(settled), [settled])
  const guessed = useMemo(() => shapeOf(cells, fps), [cells, fps])
  const shape = { ...guessed, columns: guessed.columns.map((kind, column) => chosen[column] ?? kind) }
  const rows = placeRows(rowsOf(cells, shape, fps), {
    durationMs: version.durationMs,
    fps,
    acts: actsWithin(detail.acts, version).map(({ act, fromMs, toMs }) => ({
      title: act.title,
      inMs: fromMs,
      outMs: toMs,
    })),
    proposals: drafts.list,
  })
  const whole = rows.filter(isWhole)
  const type = (next: string) => {
    setText(next)
    setChosen({})
  }
  const paste = (event: ClipboardEvent) => {
    const table = tableOf(event.clipboardData.getData('text/html'))
    if (!table) return
    event.preventDefault()
    type(asText(table))
  }
  const asDrafts = whole.map(({ title, inMs, outMs, credits }) => ({ title, inMs, outMs, credits }))
  const toProposals = () => {
    const taken = (row: { inMs: number; outMs: number }) =>
      asDrafts.some((one) => one.inMs < row.outMs && row.inMs < one.outMs)
    drafts.set([
      ...drafts.list.filter((one) => !taken(one)),
      ...asDrafts.map((one) => ({ ...one, id: crypto.randomUUID() })),
    ])
    onClose()
  }
  return (
    <Dialog
      title={t('paste.title')}
      wide
      onClose={onClose}
      foot={
        <>
          <Button variant="subtle" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          {whole.length > 0 && (
            <Button variant="default" onClick={toProposals}>
              {t('paste.toProposals')}
            </Button>
          )}
          <ActionButton
            loading={pending}
            blocked={whole.length === 0 && t(rows.length > 0 ? 'paste.fixFirst' : 'paste.nothingYet')}
            onClick={() => make(asDrafts, onClose)}
          >
            {t('paste.make', { count: whole.length })}
          </ActionButton>
        </>
      }
    >
      <div className={css.form}>
        <Textarea
          label={t('paste.label')}
          description={t('paste.hint')}
          autosize
          minRows={3}
          maxRows={6}
          value={text}
          spellCheck={false}
          data-autofocus
          onPaste={paste}
          onChange={(event) => type(event.currentTarget.value)}
        />
        {rows.length > 0 && (
          <fieldset className={css.columns}>
            <legend>{t('paste.columns')}</legend>
            {shape.columns.map((kind, column) => {
              const head = cells[Math.max(0, shape.headed - 1)]?.[column]?.trim() || String(column + 1)
              return (
                <NativeSelect
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the table
                  key={column}
                  size="xs"
                  label={<span title={head}>{head}</span>}
                  value={kind}
                  data={columnKinds.map((value) => ({ value, label: t(`column.${value}`) }))}
                  onChange={(event) =>
                    setChosen({ ...chosen, [column]: event.currentTarget.value as ColumnKind })
                  }
                />
              )
            })}
          </fieldset>
        )}
        {rows.length > 0 && <PastedRows rows={rows} fps={fps} />}
        {error && <ErrorState error={error} />}
      </div>
    </Dialog>
  )
}
