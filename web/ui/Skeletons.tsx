import { useTranslation } from 'react-i18next'
import css from './Skeletons.module.css'

/** Rows as tall as what will stand there; they appear only when waiting takes more than 300 ms. */
export function Skeletons({ rows = 5, height = 42 }: { rows?: number; height?: number }) {
  const { t } = useTranslation('ui')
  return (
    <div className={css.rows} aria-busy="true">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((row) => (
        <div key={row} style={{ height }}>
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  )
}
