import { useTranslation } from 'react-i18next'
import css from './Stick.module.css'

const MOST = 20

/** Files of a stick by their names; of very many the first. */
export function Paths({ paths }: { paths: readonly string[] }) {
  const { t } = useTranslation('sticks')
  return (
    <ul className={css.paths}>
      {paths.slice(0, MOST).map((path) => (
        <li key={path}>{path}</li>
      ))}
      {paths.length > MOST && <li>{t('more', { count: paths.length - MOST })}</li>}
    </ul>
  )
}
