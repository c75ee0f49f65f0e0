import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '../api.ts'
import type { Role } from '../ui/session.ts'
import { Problem } from './Problem.tsx'
import css from './SignInPage.module.css'

type Demo = {
  demoPassword?: string | undefined
  demoAccounts?: readonly { login: string; role: Role; name: string }[] | undefined
}

/** Only a demonstration's server names its accounts; one press enters. */
export function DemoAccounts({ session, onEntered }: { session: Demo; onEntered: () => Promise<unknown> }) {
  const { t } = useTranslation(['sign-in', 'common'])
  const { demoAccounts = [], demoPassword = '' } = session
  const enter = useMutation({
    mutationFn: async (login: string) => {
      await unwrap(api['sign-in'].$post({ json: { login, password: demoPassword } }))
      await onEntered()
    },
  })
  if (demoAccounts.length === 0) return null
  return (
    <section className={`card ${css.demo}`}>
      <h2>{t('demoTitle')}</h2>
      <p>{t('demoLead', { password: demoPassword })}</p>
      <ul className={css.accounts}>
        {demoAccounts.map((account) => (
          <li key={account.login}>
            <button type="button" disabled={enter.isPending} onClick={() => enter.mutate(account.login)}>
              <b>{t(`common:role.${account.role}`)}</b>
              <small>{account.login}</small>
            </button>
          </li>
        ))}
      </ul>
      <Problem error={enter.error} />
    </section>
  )
}
