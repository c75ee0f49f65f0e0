import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import css from './ErrorState.module.css'
import { Icon } from './icons.tsx'

type Props = { error: unknown; title?: string; onRetry?: (() => void) | undefined; actions?: ReactNode }

/** The cause in a sentence and one thing to do about it. The request id lets an administrator find it in the log. */
export function ErrorState({ error, title, onRetry, actions }: Props) {
  const { t } = useTranslation('ui')
  const known = error instanceof ApiError ? error : undefined
  const lost = known?.status === 0
  return (
    <div className={css.error} role="alert" data-lost={lost || undefined}>
      <Icon name={lost ? 'nowifi' : 'stop'} size={22} />
      <div>
        <b>{title ?? t(lost ? 'lostTitle' : 'failedTitle')}</b>
        <p>{known?.message ?? t('unexpected')}</p>
        {known?.requestId && <p className={css.id}>{t('requestId', { id: known.requestId })}</p>}
        {(onRetry || actions) && (
          <div className={css.actions}>
            {onRetry && (
              <Button variant="default" size="row" onClick={onRetry}>
                {t('retry')}
              </Button>
            )}
            {actions}
          </div>
        )}
      </div>
    </div>
  )
}
