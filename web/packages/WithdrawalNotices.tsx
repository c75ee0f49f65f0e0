import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { useMay } from '../ui/session.ts'
import css from './PackagesPage.module.css'
import { useOpenWithdrawals } from './withdrawals.api.ts'

/** Withdrawals whose holders have not all been told: until they are, the sound may still be played. */
export function WithdrawalNotices() {
  const { t } = useTranslation('packages')
  const mayCall = useMay('packages.withdraw')
  const open = useOpenWithdrawals()
  if (!mayCall || !open.data) return null
  return open.data.map((one) => (
    <div key={one.id} className={css.notice} role="alert">
      <Icon name="warn" size={20} />
      <p>
        <b>{t('withdraw.open', { count: one.packages })}</b> {one.reason}
      </p>
      <Link className="link" to="/goi/thu-hoi/$withdrawalId" params={{ withdrawalId: one.id }}>
        {t('withdraw.call', { count: one.callsLeft })}
      </Link>
    </div>
  ))
}
