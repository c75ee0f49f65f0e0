import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import css from './Coverage.module.css'

export const views = ['map', 'table', 'never', 'unserved', 'quota', 'devices'] as const
export type View = (typeof views)[number]

/** Ways to look at one month; each has an address of its own. */
export function Views({ view, search }: { view: View; search: Record<string, string | undefined> }) {
  const { t } = useTranslation('coverage')
  return (
    <nav className={css.views} aria-label={t('view')}>
      {views.map((one) => (
        <Link
          key={one}
          to="/da-nghe"
          search={{ ...search, xem: one }}
          aria-current={one === view ? 'page' : undefined}
        >
          {t(`view_${one}`)}
        </Link>
      ))}
    </nav>
  )
}
