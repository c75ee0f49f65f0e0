import { useState } from 'react'
import { Icon } from '../../ui/icons.tsx'
import { Big, Card, Muted } from '../shell/Card.tsx'
import { t } from '../words.ts'

/** The small browsers inside Zalo and Facebook forget everything when they are closed, and can install nothing. */
export const isInsideApp = (agent = navigator.userAgent): boolean =>
  /\bZalo|FBAN|FBAV|FB_IAB|Messenger/i.test(agent)

/** Shows the way from such a browser to Chrome, with the pairing code kept in the link. */
export function InsideApp() {
  const [copied, setCopied] = useState(false)
  const isAndroid = /android/i.test(navigator.userAgent)
  const address = location.href
  const chrome = `intent://${location.host}${location.pathname}${location.search}#Intent;scheme=https;package=com.android.chrome;S.browser_fallback_url=${encodeURIComponent(address)};end`
  return (
    <main className="stack" style={{ padding: 16, maxWidth: 560, margin: '0 auto' }}>
      <h1 style={{ fontSize: 24, lineHeight: '36px' }}>{t('inside.title')}</h1>
      <Muted>{t('inside.why')}</Muted>
      <Card title={t('inside.how')}>
        <ol className="stack">
          <li>
            <b>1.</b> {t('inside.step1')} <Icon name="more" label={t('inside.dots')} />
          </li>
          <li>
            <b>2.</b> {t('inside.step2')}
          </li>
          <li>
            <b>3.</b> {t('inside.step3')}
          </li>
        </ol>
      </Card>
      {isAndroid && !location.hash && (
        <a href={chrome}>
          <Big main>{t('inside.open')}</Big>
        </a>
      )}
      <Big
        icon="copy"
        onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
      >
        {t(copied ? 'inside.copied' : 'inside.copy')}
      </Big>
    </main>
  )
}
