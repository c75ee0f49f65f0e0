import { Button, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/icons.tsx'
import css from './PackageDrawer.module.css'
import { useWithdraw } from './withdrawals.api.ts'

type Props = {
  /** Named on the button: what is withdrawn. */
  label: string
  packageIds: string[]
}

/** Ends packages for good, with a reason, and leads to whom to call. */
export function Withdraw({ label, packageIds }: Props) {
  const { t } = useTranslation('packages')
  const navigate = useNavigate()
  const withdraw = useWithdraw()
  const [reason, setReason] = useState<string>()
  if (reason === undefined)
    return (
      <Button variant="default" leftSection={<Icon name="minus" size={18} />} onClick={() => setReason('')}>
        {label}
      </Button>
    )
  return (
    <form
      className={css.withdraw}
      onSubmit={(event) => {
        event.preventDefault()
        // The news of it takes this form away before the answer comes: what follows may not hang on it.
        withdraw.mutateAsync({ packageIds, reason }).then(
          ({ id }) => navigate({ to: '/goi/thu-hoi/$withdrawalId', params: { withdrawalId: id } }),
          () => undefined,
        )
      }}
    >
      <TextInput
        label={t('withdraw.reason')}
        description={t('withdraw.hint')}
        value={reason}
        required
        maxLength={500}
        autoFocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={css.actions}>
        <Button type="submit" loading={withdraw.isPending} disabled={reason.trim() === ''}>
          {label}
        </Button>
        <Button variant="subtle" onClick={() => setReason(undefined)}>
          {t('withdraw.keep')}
        </Button>
      </div>
      {withdraw.error && <ErrorState error={withdraw.error} />}
    </form>
  )
}
