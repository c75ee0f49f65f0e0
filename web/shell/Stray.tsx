import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'

export function NotFound() {
  const { t } = useTranslation('shell')
  const home = (
    <Button renderRoot={(props) => <Link to="/" {...props} />} variant="filled">
      {t('toToday')}
    </Button>
  )
  return (
    <main>
      <EmptyState heading="h1" title={t('notFound')} actions={home}>
        {t('notFoundHint')}
      </EmptyState>
    </main>
  )
}

/** A page that threw, or whose code could not be fetched after an upgrade: a fresh load mends both. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation('shell')
  console.error(error)
  const reopen = <Button onClick={() => location.reload()}>{t('reopen')}</Button>
  return (
    <main>
      <EmptyState heading="h1" title={t('broken')} actions={reopen}>
        {t('brokenHint')}
      </EmptyState>
    </main>
  )
}
