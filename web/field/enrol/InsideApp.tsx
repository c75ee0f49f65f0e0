import { useState } from 'react'
import { Icon } from '../../ui/phone-icons.tsx'
import { Big, Card, Field, Muted } from '../shell/Card.tsx'
import { t } from '../words.ts'
import { chromeAddress } from './browser.ts'
import css from './EnrolScreen.module.css'

/** Shows the way from a browser inside Zalo to Chrome, or on an iPhone to Safari, with the pairing code kept in the link. */
export function InsideApp({ ios }: { ios: boolean }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const address = location.href
  const to = ios ? 'Safari' : 'Chrome'
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <main className={css.page}>
      <div className="brocade" />
      <h1>{t('inside.title', { to })}</h1>
      <Muted>{t('inside.why', { to })}</Muted>
      <Card title={t('inside.how')}>
        <ol className={css.steps}>
          <li>
            {t(ios ? 'inside.ios1' : 'inside.step1')} <Icon name="more" size={24} label={t('inside.dots')} />
          </li>
          <li>{t(ios ? 'inside.ios2' : 'inside.step2')}</li>
          <li>{t('inside.step3', { to })}</li>
        </ol>
      </Card>
      {!ios && (
        <a className={css.open} href={chromeAddress(address)}>
          {t('inside.open')}
        </a>
      )}
      <Big icon="copy" onClick={() => void copy()}>
        {t(copied ? 'inside.copied' : 'inside.copy', { to })}
      </Big>
      {copied === false && (
        <Field
          label={t('inside.byHand')}
          value={address}
          readOnly
          onFocus={(event) => event.target.select()}
        />
      )}
    </main>
  )
}
