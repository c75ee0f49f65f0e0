import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { Icon } from '../ui/icons.tsx'
import css from './SignInPage.module.css'

export function Problem({ error }: { error: unknown }) {
  const { t } = useTranslation('ui')
  return (
    <div role="alert" className={css.alert}>
      {error !== null && (
        <p className={css.problem}>
          <Icon name="stop" />
          {error instanceof ApiError ? error.message : t('unexpected')}
        </p>
      )}
    </div>
  )
}
