import { Button } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../server/calendar/days.rules.ts'
import { DateInput } from '../../ui/DateInput.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { toast } from '../../ui/toasts.ts'
import form from '../SlotForm.module.css'
import type { Week } from '../schedule.api.ts'
import { offerUndo } from '../undo.ts'
import { removeTemplateRow, saveWeek } from './plans.api.ts'

type Props = { channel: Week['channel']; from: string; onClose: () => void }

/** The weekly grid read off the week as it stands. */
export function SaveWeekDialog({ channel, from, onClose }: Props) {
  const { t } = useTranslation('plans')
  const id = useId()
  const [validFrom, setFrom] = useState(addDays(from, 7))
  const [lastDay, setLast] = useState('')
  const [error, setError] = useState<unknown>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const validTo = lastDay === '' ? null : addDays(lastDay, 1)
      const rows = await saveWeek(channel.id, { from, validFrom, validTo })
      const undo = async () => {
        for (const row of rows) await removeTemplateRow(row.id, row.revision)
      }
      if (rows.length === 0) toast(t('saveWeek.none'))
      else offerUndo(t('saveWeek.done', { count: rows.length }), undo)
      onClose()
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <Dialog
      title={t('saveWeek.title')}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={id}>
            {t('saveWeek.save')}
          </Button>
        </>
      }
    >
      <form id={id} className={form.form} onSubmit={save}>
        {error !== null && <ErrorState error={error} title={t('failed')} />}
        <p className={form.hint}>{t('saveWeek.hint')}</p>
        <div className={form.pair}>
          <DateInput label={t('saveWeek.from')} value={validFrom} onChange={setFrom} />
          <DateInput
            label={t('saveWeek.to')}
            description={t('saveWeek.toHint')}
            value={lastDay}
            onChange={setLast}
          />
        </div>
      </form>
    </Dialog>
  )
}
