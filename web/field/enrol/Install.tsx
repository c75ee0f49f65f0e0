import { installPrompt } from '../install.ts'
import { Big, Card, Muted } from '../shell/Card.tsx'
import { t } from '../words.ts'
import { browserOf } from './browser.ts'

/** How to put the player on the home screen: one press where the browser offers it, else in words. Nothing once it is there. */
export function Install() {
  const prompt = installPrompt.use()
  const kind = browserOf(navigator.userAgent)
  if (matchMedia('(display-mode: standalone)').matches) return null
  if (!prompt && kind === 'chrome') return null
  return (
    <Card title={t('install.title')}>
      <Muted>{t(prompt ? 'install.why' : kind === 'firefox' ? 'install.firefox' : 'install.ios')}</Muted>
      {prompt && (
        <Big icon="down" onClick={() => void prompt.prompt()}>
          {t('ready.install')}
        </Big>
      )}
    </Card>
  )
}
