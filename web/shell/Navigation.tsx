import { Menu } from '@mantine/core'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BrandMark } from '../ui/BrandMark.tsx'
import { Icon } from '../ui/icons.tsx'
import css from './Navigation.module.css'
import { firstReference, type Place } from './nav.ts'
import { UserMenu } from './UserMenu.tsx'

// What fits beside "more" in the bar of a phone.
const inBar = 4

export function Navigation({ places, onKeys }: { places: readonly Place[]; onKeys: () => void }) {
  const { t } = useTranslation('shell')
  const here = useLocation({ select: (location) => location.pathname })
  const isHere = (place: Place) => (place.to === '/' ? here === '/' : here.startsWith(place.to))
  const folded = places.length > inBar + 1 ? places.slice(inBar) : []
  return (
    <nav className={css.rail} aria-label={t('nav.label')}>
      <Link className={css.brand} to="/" aria-label={t('home')}>
        <BrandMark />
        <b>Vang</b>
      </Link>
      <ul className={css.places}>
        {places.map((place, index) => (
          <li
            key={place.to}
            data-apart={place.to === firstReference || undefined}
            data-folded={(folded.length > 0 && index >= inBar) || undefined}
          >
            <Link
              to={place.to}
              aria-current={isHere(place) ? 'page' : undefined}
              title={t(`nav.${place.word}`)}
            >
              <Icon name={place.icon} />
              <span>{t(`nav.${place.word}`)}</span>
            </Link>
          </li>
        ))}
        {folded.length > 0 && (
          <li className={css.more}>
            <Menu position="top-end" width={240}>
              <Menu.Target>
                <button type="button" data-here={folded.some(isHere) || undefined}>
                  <Icon name="menu" />
                  <span>{t('nav.more')}</span>
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                {folded.map((place) => (
                  <Menu.Item
                    key={place.to}
                    leftSection={<Icon name={place.icon} />}
                    renderRoot={(props) => <Link to={place.to} {...props} />}
                  >
                    {t(`nav.${place.word}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </li>
        )}
      </ul>
      <div className={css.who}>
        <UserMenu onKeys={onKeys} />
      </div>
    </nav>
  )
}
