import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import css from './SlotForm.module.css'
import { copyDay } from './schedule.api.ts'
import { dayName } from './sentences.ts'
import { layInTurn } from './undo.ts'

type Props = { channelId: string; days: readonly string[]; day: string; onClose: () => void }

/** A day laid again on others: what a station does with most of its week. */
export function CopyDrawer({ channelId, days, day, onClose }: Props) {
  const { t } = useTranslation('schedule')
  const [to, setTo] = useState<string[]>([])
  const [error, setError] = useState<unknown>(null)
  const copy = async () => {
    try {
      await layInTurn(
        channelId,
        () => copyDay(channelId, day, to),
        (count) => t('copy.done', { count }),
      )
      onClose()
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <Drawer
      title={t('copy.title', { day: dayName(day) })}
      onClose={onClose}
      foot={
        <ActionButton blocked={to.length === 0 ? t('copy.chooseDay') : undefined} onClick={copy}>
          {t('copy.lay', { count: to.length })}
        </ActionButton>
      }
    >
      <div className={css.form}>
        {error !== null && <ErrorState error={error} title={t('form.failed')} />}
        <p className={css.hint}>{t('copy.hint')}</p>
        <Checkbox.Group label={t('copy.to')} value={to} onChange={setTo}>
          <div className={css.checks}>
            {days
              .filter((other) => other !== day)
              .map((other) => (
                <Checkbox key={other} value={other} label={dayName(other)} />
              ))}
          </div>
        </Checkbox.Group>
      </div>
    </Drawer>
  )
}
