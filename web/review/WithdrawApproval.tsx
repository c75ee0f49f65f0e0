import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useMay } from '../ui/session.ts'
import css from './DecisionBar.module.css'
import { type Room, useWithdrawApproval } from './review.api.ts'
import { usesInWords } from './use-verdict.ts'

/** Takes an approval back: at once nothing with this recording may be aired, packaged or fetched any more. */
export function WithdrawApproval({ version }: { version: Room['version'] }) {
  const { t } = useTranslation('review')
  const mayDecide = useMay('review.decide')
  const withdraw = useWithdrawApproval(version.id)
  const [reason, setReason] = useState<string>()
  const uses = version.approvedUses
  if (!mayDecide || uses.length === 0) return null
  const label = t('withdraw.label', { uses: usesInWords(t, uses) })
  if (reason === undefined)
    return (
      <Button variant="default" onClick={() => setReason('')}>
        {label}
      </Button>
    )
  return (
    <form
      className={css.withdraw}
      onSubmit={(event) => {
        event.preventDefault()
        withdraw.mutate({ uses, reason }, { onSuccess: () => setReason(undefined) })
      }}
    >
      <TextInput
        label={t('withdraw.reason')}
        description={t('withdraw.hint')}
        value={reason}
        required
        maxLength={2000}
        autoFocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" loading={withdraw.isPending} disabled={reason.trim() === ''}>
        {label}
      </Button>
      <Button variant="subtle" onClick={() => setReason(undefined)}>
        {t('withdraw.keep')}
      </Button>
      {withdraw.error && <ErrorState error={withdraw.error} />}
    </form>
  )
}
