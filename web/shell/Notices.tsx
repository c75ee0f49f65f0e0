import { useQuery } from '@tanstack/react-query'
import { type ComponentType, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queryClient, unwrap } from '../api.ts'
import { useToday } from '../ui/clock.ts'
import { connection } from '../ui/connection.ts'
import { date } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { Notice, NoticeSummary } from '../ui/Notice.tsx'
import { useMay, useSession } from '../ui/session.ts'
import css from './Notices.module.css'

/** What holds for every page: a demonstration, a lost server, a plain http address; and what other features say there. */
export function Notices({ Further }: { Further: ComponentType }) {
  const { t } = useTranslation('shell')
  return (
    <section aria-label={t('notices')}>
      <Demonstration />
      <Insecure />
      <Isolation />
      <Lost />
      <Further />
    </section>
  )
}

function Demonstration() {
  const { t } = useTranslation('shell')
  const demo = useSession().data?.demo
  const today = useToday().data
  if (!demo) return null
  return <Notice tone="demo">{t('demo', { date: today ? date(today.date) : '' })}</Notice>
}

const dismissedKey = 'vang.insecureSeen'

function Insecure() {
  const { t } = useTranslation('shell')
  const session = useSession().data
  const [dismissed, setDismissed] = useState(() => sessionStorage.getItem(dismissedKey) !== null)
  if (window.isSecureContext || dismissed || !session) return null
  const dismiss = () => {
    sessionStorage.setItem(dismissedKey, '1')
    setDismissed(true)
  }
  const url = session.publicUrl?.startsWith('https:') ? session.publicUrl : undefined
  return (
    <Notice tone="warn">
      <Icon name="lock" size={16} />
      <span>{url ? t('insecure', { url }) : t('insecureNoUrl')}</span>
      <button type="button" onClick={dismiss} aria-label={t('dismiss')}>
        <Icon name="x" size={16} />
      </button>
    </Notice>
  )
}

/** Only for whoever can mend it: that foreign files are kept apart less well here than they should be. */
function Isolation() {
  const { t } = useTranslation('shell')
  const health = useQuery({
    queryKey: ['health'],
    queryFn: () => unwrap(api.health.$get()),
    enabled: useMay('health.read'),
    staleTime: Number.POSITIVE_INFINITY,
  }).data
  if (health?.isolation !== 'reduced') return null
  return (
    <details className={css.more}>
      <NoticeSummary>
        <Icon name="warn" size={16} />
        <span>{t('isolation')}</span>
        <b>{t('isolationMend')}</b>
      </NoticeSummary>
      <div className={css.advice}>
        <p>{health.sentence}</p>
        <p>{health.advice}</p>
        {health.detail && <code>{health.detail}</code>}
      </div>
    </details>
  )
}

function Lost() {
  const { t } = useTranslation('shell')
  const lost = connection.use() === 'lost'
  // Asks until the server answers; then everything on the page is read anew.
  useQuery({
    queryKey: ['session', 'ping'],
    queryFn: async () => {
      await unwrap(api.session.$get())
      await queryClient.invalidateQueries()
      return true
    },
    enabled: lost,
    refetchInterval: 4000,
    retry: false,
    gcTime: 0,
  })
  useEffect(() => {
    const offline = () => connection.set('lost')
    window.addEventListener('offline', offline)
    return () => window.removeEventListener('offline', offline)
  }, [])
  return (
    <div aria-live="polite">
      {lost && (
        <Notice tone="warn">
          <Icon name="nowifi" size={16} />
          <span>{t('lost')}</span>
        </Notice>
      )}
    </div>
  )
}
