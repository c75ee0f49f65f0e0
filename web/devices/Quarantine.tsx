import { useTranslation } from 'react-i18next'
import { duration, shortDateTime } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import css from './Devices.module.css'
import { type QuarantinedEvent, useQuarantine, useRelease } from './devices.api.ts'
import { ReasonForm } from './ReasonForm.tsx'

/** What a revoked device sent: nothing of it counts until a person has looked at it and says why it may. */
export function Quarantine({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation('devices')
  const events = useQuarantine(deviceId)
  const release = useRelease(deviceId)
  return (
    <section className={css.quarantine} aria-label={t('quarantine')}>
      <h3>{t('quarantine')}</h3>
      <p className="sec">{t('quarantineHint')}</p>
      <Loaded query={events}>
        {(list) => (
          <>
            <ol className={css.events}>
              {list.map((event) => (
                <li key={event.id}>
                  <span className="num mut">{event.sequence}</span>
                  <span className="num">{shortDateTime(event.at)}</span>
                  <Happened event={event} />
                </li>
              ))}
            </ol>
            {list.length > 0 && (
              <ReasonForm
                label={t('release', { count: list.length })}
                hint={t('releaseHint')}
                confirm={t('release', { count: list.length })}
                pending={release.isPending}
                error={release.error}
                onConfirm={(reason) => {
                  const last = list.at(-1)
                  release.mutate({ reason, ...(last ? { upTo: last.sequence } : {}) })
                }}
              />
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

function Happened({ event }: { event: QuarantinedEvent }) {
  const { t } = useTranslation('devices')
  return (
    <span>
      {t(`event.${event.kind}`)}
      {event.playedMs !== null && ` · ${duration(event.playedMs)}`}
      {event.kind === 'showing' && event.count !== null && ` · ${t('people', { count: event.count })}`}
    </span>
  )
}
