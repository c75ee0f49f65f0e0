import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './CallList.module.css'
import { ErrorState } from './ErrorState.tsx'
import { dateTime } from './format.ts'
import { Icon } from './icons.tsx'

interface Call {
  id: string
  name: string
  role: string
  phone: string
  toldAt: string | null
  toldBy: string | null
}

type Props = {
  calls: readonly Call[]
  /** Said where there is nobody to call. */
  none: string
  /** Left out for whoever may only read. */
  onTick?: ((callId: string, told: boolean) => Promise<unknown>) | undefined
}

/** The people to call, each with a number to tap and a tick when it is done. */
export function CallList({ calls, none, onTick }: Props) {
  const { t } = useTranslation('ui')
  const [error, setError] = useState<unknown>(null)
  const left = calls.filter((call) => call.toldAt === null).length
  const tick = (id: string, told: boolean) => () => {
    setError(null)
    onTick?.(id, told).catch(setError)
  }
  return (
    <section className={css.calls}>
      <h2>{t('calls.title')}</h2>
      <p className="sec" aria-live="polite">
        {calls.length === 0 ? none : left === 0 ? t('calls.all') : t('calls.left', { count: left })}
      </p>
      {error !== null && <ErrorState error={error} title={t('calls.failed')} />}
      <ul>
        {calls.map((call) => (
          <li key={call.id} data-told={call.toldAt !== null || undefined}>
            <div>
              <b>{call.name}</b>
              <p className="sec">{call.role}</p>
              {call.toldAt !== null && (
                <p className={css.told}>
                  <Icon name="check" size={16} />
                  {t('calls.told', { name: call.toldBy, at: dateTime(call.toldAt) })}
                </p>
              )}
            </div>
            {call.phone ? (
              <a className={`num ${css.phone}`} href={`tel:${call.phone.replace(/[^\d+]/g, '')}`}>
                {call.phone}
              </a>
            ) : (
              <span className="mut">{t('calls.noPhone')}</span>
            )}
            {onTick && (
              <Button
                variant={call.toldAt === null ? 'filled' : 'default'}
                onClick={tick(call.id, call.toldAt === null)}
              >
                {t(call.toldAt === null ? 'calls.tick' : 'calls.untick')}
                <span className="sr-only">: {call.name}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
