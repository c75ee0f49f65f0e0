import { Button, Checkbox, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { PasteTable } from './PasteTable.tsx'
import css from './People.module.css'
import { Problem } from './Problem.tsx'
import { useApplyPaste, usePastePreview } from './people.api.ts'

/** A table from a spreadsheet becomes accounts: seen row by row before anything is added. */
export function PasteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['people', 'common'])
  const [text, setText] = useState('')
  const [addUnits, setAddUnits] = useState(true)
  const settled = useSettled(text)
  const preview = usePastePreview(settled)
  const apply = useApplyPaste()

  const rows = (settled.trim() && preview.data) || []
  const fitting = rows.filter((row) => row.problems.length === 0)
  const newUnits = new Set(fitting.filter((row) => row.unit.id === null).map((row) => row.unit.name))
  const ready = fitting.filter((row) => row.unit.id !== null || addUnits).length

  if (apply.data) {
    const { added, skipped } = apply.data
    return (
      <Dialog
        title={t('paste.title')}
        onClose={onClose}
        foot={
          <>
            <Button variant="default" onClick={onClose}>
              {t('common:close')}
            </Button>
            <Button
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/nguoi-dung/phieu"
                  search={{ ai: added.map(({ id }) => id).join('.') }}
                />
              )}
            >
              {t('slips.printFor', { count: added.length })}
            </Button>
          </>
        }
      >
        <p>{t('paste.added', { count: added.length })}</p>
        {skipped > 0 && <p className="sec">{t('paste.skipped', { count: skipped })}</p>}
      </Dialog>
    )
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
          <ActionButton
            loading={apply.isPending}
            blocked={ready === 0 && t('paste.nothingYet')}
            onClick={() => apply.mutate({ text, addUnits })}
          >
            {t('paste.apply', { count: ready })}
          </ActionButton>
        </>
      }
    >
      <div className={css.form}>
        <Textarea
          label={t('paste.label')}
          description={t('paste.hint')}
          placeholder={t('paste.example')}
          autosize
          minRows={5}
          maxRows={9}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          spellCheck={false}
          data-autofocus
        />
        {preview.error && settled.trim() !== '' && (
          <ErrorState error={preview.error} onRetry={() => preview.refetch()} />
        )}
        {newUnits.size > 0 && (
          <Checkbox
            label={t('paste.addUnits', { names: [...newUnits].join(', ') })}
            checked={addUnits}
            onChange={(event) => setAddUnits(event.currentTarget.checked)}
          />
        )}
        {rows.length > 0 && <PasteTable rows={rows} />}
        <Problem error={apply.error} />
      </div>
    </Dialog>
  )
}
