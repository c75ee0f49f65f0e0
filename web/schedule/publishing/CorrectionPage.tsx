import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from '../../ui/copy.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { date, dateTime, weekday } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { useMay } from '../../ui/session.ts'
import { toast } from '../../ui/toasts.ts'
import css from './CorrectionPage.module.css'
import { type Correction, tickCall, useCorrection } from './publishing.api.ts'

/** ĐÍNH CHÍNH: the sheet to print, the message to copy, and the people to call. */
export default function CorrectionPage() {
  const { t } = useTranslation('publishing')
  const { correctionId = '' } = useParams({ strict: false })
  const correction = useCorrection(correctionId)
  return (
    <main className={css.page}>
      <title>{t('correction.page')}</title>
      <Loaded query={correction}>
        {(data) => (
          <>
            <div className={css.tools}>
              <Link to="/lich" search={{ kenh: data.channelId, tuan: data.day }} className="link">
                {t('correction.back')}
              </Link>
              <span className="grow" />
              <Button
                variant="default"
                leftSection={<Icon name="copy" size={17} />}
                onClick={async () => {
                  toast(t((await copyText(data.text)) ? 'correction.copied' : 'correction.notCopied'))
                }}
              >
                {t('correction.copy')}
              </Button>
              <Button onClick={() => window.print()}>{t('correction.print')}</Button>
            </div>
            <Sheet correction={data} />
            <Calls correction={data} />
          </>
        )}
      </Loaded>
    </main>
  )
}

function Sheet({ correction }: { correction: Correction }) {
  const { t } = useTranslation('publishing')
  return (
    <article className={css.paper}>
      <h1>{t('correction.heading')}</h1>
      <p className={css.where}>
        {correction.channelName}, {weekday(correction.day)} {date(correction.day)}
      </p>
      <ul>
        {correction.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {correction.reason && <p>{t('correction.reason', { reason: correction.reason })}</p>}
      <p className={css.by}>
        {t('correction.by', {
          number: correction.number,
          name: correction.madeByName,
          at: dateTime(correction.madeAt),
        })}
      </p>
    </article>
  )
}

function Calls({ correction }: { correction: Correction }) {
  const { t } = useTranslation('publishing')
  const mayTick = useMay('schedule.publish')
  const [error, setError] = useState<unknown>(null)
  const left = correction.calls.filter((call) => call.toldAt === null).length
  const tick = (id: string, told: boolean) => () => {
    setError(null)
    tickCall(correction.id, id, told).catch(setError)
  }
  return (
    <section className={css.calls}>
      <h2>{t('calls.title')}</h2>
      <p className="sec" aria-live="polite">
        {correction.calls.length === 0
          ? t('calls.none')
          : left === 0
            ? t('calls.all')
            : t('calls.left', { count: left })}
      </p>
      {error !== null && <ErrorState error={error} title={t('calls.failed')} />}
      <ul>
        {correction.calls.map((call) => (
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
            <a className={`num ${css.phone}`} href={`tel:${call.phone.replace(/[^\d+]/g, '')}`}>
              {call.phone}
            </a>
            {mayTick && (
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
