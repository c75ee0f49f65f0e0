import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import css from './Devices.module.css'

type Props = {
  label: string
  hint: string
  confirm: string
  pending: boolean
  error: Error | null
  onConfirm: (reason: string) => void
}

/** What cannot be taken back is asked for with a reason, that others read later. */
export function ReasonForm({ label, hint, confirm, pending, error, onConfirm }: Props) {
  const { t } = useTranslation(['devices', 'common'])
  const [reason, setReason] = useState<string>()
  if (reason === undefined)
    return (
      <Button variant="default" onClick={() => setReason('')}>
        {label}
      </Button>
    )
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        onConfirm(reason)
      }}
    >
      <p className="sec">{hint}</p>
      <TextInput
        label={t('reason')}
        required
        minLength={2}
        maxLength={300}
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={css.buttons}>
        <Button type="submit" loading={pending}>
          {confirm}
        </Button>
        <Button variant="subtle" onClick={() => setReason(undefined)}>
          {t('common:cancel')}
        </Button>
      </div>
      {error && <ErrorState error={error} />}
    </form>
  )
}
