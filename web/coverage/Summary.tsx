import { useTranslation } from 'react-i18next'
import css from './Coverage.module.css'
import type { About, Coverage } from './coverage.api.ts'

type Props = { coverage: Coverage; onOpen: (about: About) => void }

/** The month in one sentence; what its figures leave out opens what that is. */
export function Summary({ coverage: { rows, works, unplaced, uncertain }, onOpen }: Props) {
  const { t } = useTranslation('coverage')
  const meant = rows.filter((row) => row.expected > 0)
  const whole = meant.filter((row) => row.heardInOwn === row.expected).length
  return (
    <p className={css.summary} aria-live="polite">
      {works.length === 0
        ? t('nothing')
        : t('summary', { notices: works.length, places: meant.length, whole })}
      {(['unplaced', 'uncertain'] as const).map((of) => {
        const count = of === 'unplaced' ? unplaced : uncertain
        return (
          count > 0 && (
            <button key={of} type="button" className={css.open} onClick={() => onOpen({ of })}>
              {t(of, { count })}
            </button>
          )
        )
      })}
    </p>
  )
}
