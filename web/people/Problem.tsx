import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { Icon } from '../ui/icons.tsx'
import css from './People.module.css'

/** Why it was refused, where the form is. */
export function Problem({ error }: { error: unknown }) {
  const { t } = useTranslation('ui')
  return (
    <div role="alert">
      {error !== null && (
        <p className={css.problem}>
          <Icon name="stop" size={17} />
          {error instanceof ApiError ? error.message : t('unexpected')}
        </p>
      )}
    </div>
  )
}
