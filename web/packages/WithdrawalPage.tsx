import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CallList } from '../ui/CallList.tsx'
import { dateTime } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../ui/PageHeader.tsx'
import css from './WithdrawalPage.module.css'
import { tickCall, useWithdrawal } from './withdrawals.api.ts'

/** What was withdrawn and why, and everybody who holds it: each with a number to call and a tick when it is done. */
export default function WithdrawalPage() {
  const { t } = useTranslation('packages')
  const { withdrawalId = '' } = useParams({ strict: false })
  const withdrawal = useWithdrawal(withdrawalId)
  return (
    <PageBody>
      <PageHeader title={t('withdraw.page')} trail={{ label: t('title'), to: '/goi' }} />
      <Loaded query={withdrawal}>
        {(data) => (
          <div className={`card ${css.page}`}>
            <p className={css.reason}>{data.reason}</p>
            <p className="sec">
              {t(data.madeByName ? 'withdraw.by' : 'withdraw.byApproval', {
                name: data.madeByName,
                at: dateTime(data.madeAt),
              })}
            </p>
            <CallList
              calls={data.calls}
              none={t('withdraw.nobody')}
              onTick={(callId, told) => tickCall(data.id, callId, told)}
            />
            <h2>{t('withdraw.packages', { count: data.packages.length })}</h2>
            <ul className={css.packages}>
              {data.packages.map((one) => (
                <li key={one.id}>
                  <b>{one.targetName}</b>{' '}
                  <span className="sec">{t('groupTitle', { title: one.title, number: one.sequence })}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loaded>
    </PageBody>
  )
}
