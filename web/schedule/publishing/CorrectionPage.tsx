import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CallList } from '../../ui/CallList.tsx'
import { copyText } from '../../ui/copy.ts'
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
  const mayTick = useMay('schedule.publish')
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
            <CallList
              calls={data.calls}
              none={t('calls.none')}
              onTick={mayTick ? (callId, told) => tickCall(data.id, callId, told) : undefined}
            />
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
