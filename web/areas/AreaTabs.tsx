import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import css from './AreaTabs.module.css'

const tabs = [
  { to: '/dia-ban', word: 'tabs.areas' },
  { to: '/dia-ban/cum', word: 'tabs.clusters' },
  { to: '/dia-ban/gio-phat', word: 'tabs.hours' },
] as const

/** The three pages about places. */
export function AreaTabs() {
  const { t } = useTranslation('areas')
  return (
    <nav className={css.tabs} aria-label={t('title')}>
      {tabs.map(({ to, word }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }}>
          {t(word)}
        </Link>
      ))}
    </nav>
  )
}
