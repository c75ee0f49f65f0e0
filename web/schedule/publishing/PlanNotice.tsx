import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { shortDateTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import css from './PublishingNotice.module.css'
import { usePublishing, withdrawPlan } from './publishing.api.ts'

/** The plan that waits for an approver, or that one has returned. */
export function PlanNotice({ channelId, canEdit }: { channelId: string; canEdit: boolean }) {
  const { t } = useTranslation('publishing')
  const latest = usePublishing(channelId).data?.latest
  const [error, setError] = useState<unknown>(null)
  if (error !== null) return <ErrorState error={error} title={t('plan.failed')} />
  if (!latest || (latest.state !== 'waiting' && latest.state !== 'returned')) return null
  const left = latest.leftAt !== null
  return (
    <p className={css.notice} data-tone={latest.state === 'returned' ? 'stop' : undefined}>
      <Icon name={latest.state === 'returned' ? 'undo' : 'clock'} />
      <span>
        {latest.state === 'waiting'
          ? t(left ? 'plan.isLeft' : 'plan.isWaiting', { at: shortDateTime(latest.submittedAt) })
          : t(left ? 'plan.isLeftReturned' : 'plan.isReturned', {
              name: latest.decidedByName,
              reason: latest.reason,
            })}
      </span>
      <Button
        variant="default"
        size="compact-md"
        component="a"
        renderRoot={(props) => <Link {...props} to="/lich/duyet/$planId" params={{ planId: latest.id }} />}
      >
        {t('plan.open')}
      </Button>
      {canEdit && latest.state === 'waiting' && !left && (
        <Button
          variant="default"
          size="compact-md"
          onClick={() => void withdrawPlan(latest.id).catch(setError)}
        >
          {t('plan.withdraw')}
        </Button>
      )}
    </p>
  )
}
