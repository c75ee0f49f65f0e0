import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../server/calendar/days.rules.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { date, shortDate } from '../../ui/format.ts'
import form from '../SlotForm.module.css'
import type { Week } from '../schedule.api.ts'
import { layInTurn } from '../undo.ts'
import { copyWeek } from './plans.api.ts'

type Props = { channel: Week['channel']; from: string; onClose: () => void }
const WEEKS = 6

/** A week laid again on the weeks after it. */
export function CopyWeekDialog({ channel, from, onClose }: Props) {
  const { t } = useTranslation('plans')
  const [to, setTo] = useState<string[]>([])
  const [error, setError] = useState<unknown>(null)
  const copy = async () => {
    try {
      await layInTurn(
        channel.id,
        () => copyWeek(channel.id, from, to),
        (count) => t('copyWeek.done', { count }),
      )
      onClose()
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <Dialog
      title={t('copyWeek.title', { from: date(from) })}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <ActionButton blocked={to.length === 0 ? t('copyWeek.choose') : undefined} onClick={copy}>
            {t('copyWeek.lay', { count: to.length })}
          </ActionButton>
        </>
      }
    >
      <div className={form.form}>
        {error !== null && <ErrorState error={error} title={t('failed')} />}
        <p className={form.hint}>{t('copyWeek.hint')}</p>
        <Checkbox.Group label={t('copyWeek.to')} value={to} onChange={setTo}>
          <div className={form.checks}>
            {Array.from({ length: WEEKS }, (_, i) => addDays(from, 7 * (i + 1))).map((monday) => (
              <Checkbox
                key={monday}
                value={monday}
                label={t('copyWeek.week', { from: shortDate(monday), to: date(addDays(monday, 6)) })}
              />
            ))}
          </div>
        </Checkbox.Group>
      </div>
    </Dialog>
  )
}
