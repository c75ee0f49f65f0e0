import { Textarea } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { dateTime } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Chip } from '../../ui/StatusChip.tsx'
import { toast } from '../../ui/toasts.ts'
import { dayName } from '../sentences.ts'
import { ChangesList } from './ChangesList.tsx'
import css from './PlanReviewPage.module.css'
import { decidePlan, usePlan } from './publishing.api.ts'

type Plan = NonNullable<ReturnType<typeof usePlan>['data']>

const looks = {
  waiting: ['busy', 'clock'],
  approved: ['good', 'check'],
  returned: ['warn', 'undo'],
  withdrawn: ['neutral', 'x'],
  replaced: ['neutral', 'refresh'],
} as const

/** A plan that waits for an approver: what it changes, and the decision. Made for a phone first. */
export default function PlanReviewPage() {
  const { t } = useTranslation('publishing')
  const { planId = '' } = useParams({ strict: false })
  const plan = usePlan(planId)
  return (
    <>
      <PageHeader title={t('plan.title')} trail={{ label: t('plan.week'), to: '/lich' }} />
      <Loaded query={plan}>{(data) => <Review key={data.sha256} plan={data} />}</Loaded>
    </>
  )
}

function Review({ plan }: { plan: Plan }) {
  const { t } = useTranslation('publishing')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const overtaken = plan.days.filter((day) => day.overtaken)
  const decide = async (verdict: 'approved' | 'returned') => {
    setBusy(true)
    setError(null)
    try {
      await decidePlan(plan.id, { verdict, sha256: plan.sha256, reason })
      toast(t(verdict === 'approved' && plan.leftAt ? 'plan.leftApproved' : `plan.said.${verdict}`))
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  const cannot = plan.ownWork ? t('plan.own') : plan.mayDecide ? undefined : t('plan.notYours')
  const [tone, icon] = looks[plan.state]
  const waiting = plan.state === 'waiting'
  return (
    <div className={css.page}>
      <header className={css.head}>
        <Chip tone={tone} icon={icon}>
          {t(plan.leftAt && plan.state === 'approved' ? 'plan.leftApproved' : `plan.state.${plan.state}`)}
        </Chip>
        <h2>
          {plan.channelName}: {plan.days.map(({ day }) => dayName(day)).join(', ')}
        </h2>
        <p className="sec">{t('plan.by', { name: plan.submittedByName, at: dateTime(plan.submittedAt) })}</p>
        {plan.leftAt && <p className={css.warn}>{t('plan.left', { at: dateTime(plan.leftAt) })}</p>}
        {plan.note && <p className={css.note}>{plan.note}</p>}
        {plan.decidedByName && (
          <p className="sec">
            {plan.decidedByName}, {plan.decidedAt && dateTime(plan.decidedAt)}
            {plan.reason && `: ${plan.reason}`}
          </p>
        )}
      </header>
      {overtaken.length > 0 && waiting && (
        <p className={css.warn} role="alert">
          {t('plan.overtaken', { days: overtaken.map(({ day }) => dayName(day)).join(', ') })}
        </p>
      )}
      {error !== null && <ErrorState error={error} title={t('plan.failed')} />}
      <ChangesList changes={plan.changes} />
      <p className={css.hash}>
        {t('plan.hash')} <span className="num">{plan.sha256.slice(0, 12)}</span>
      </p>
      {waiting && (
        <footer className={css.foot}>
          <Textarea
            label={t('plan.reason')}
            description={t('plan.reasonHint')}
            value={reason}
            autosize
            minRows={2}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className={css.buttons}>
            <ActionButton
              variant="default"
              size="md"
              loading={busy}
              blocked={cannot ?? (reason.trim() === '' ? t('plan.reasonFirst') : undefined)}
              onClick={() => decide('returned')}
            >
              {t('plan.return')}
            </ActionButton>
            <ActionButton
              size="md"
              loading={busy}
              blocked={cannot ?? (overtaken.length > 0 ? t('plan.overtakenFirst') : undefined)}
              onClick={() => decide('approved')}
            >
              {t(plan.leftAt ? 'plan.approveLeft' : 'plan.approve')}
            </ActionButton>
          </div>
        </footer>
      )}
      {!waiting && (
        <Link to="/lich" search={{ kenh: plan.channelId, tuan: plan.days[0]?.day }} className="link">
          {t('plan.openWeek')}
        </Link>
      )}
    </div>
  )
}
