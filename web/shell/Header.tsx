import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { pageTitle } from '../ui/PageHeader.tsx'
import { Clocks } from './Clocks.tsx'
import css from './Header.module.css'
import { UserMenu } from './UserMenu.tsx'

export function Header({ onSearch, onKeys }: { onSearch: () => void; onKeys: () => void }) {
  const { t } = useTranslation('shell')
  const { title, trail } = pageTitle.use()
  return (
    <header className={css.top}>
      <div className={css.crumb}>
        {trail && (
          <>
            <Link to={trail.to}>{trail.label}</Link>
            <Icon name="right" size={14} />
          </>
        )}
        <h1>{title}</h1>
      </div>
      <Clocks />
      <button type="button" className={css.find} onClick={onSearch}>
        <Icon name="search" />
        <span>{t('search')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className={css.me}>
        <UserMenu onKeys={onKeys} />
      </div>
    </header>
  )
}
