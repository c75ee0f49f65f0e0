import type { ReactNode } from 'react'
import { Icon, type IconName } from '../../ui/phone-icons.tsx'
import { installed, takeOver } from '../install.ts'
import { useWaiting } from '../log/use-waiting.ts'
import { stage } from '../stop/stage.ts'
import { connection } from '../sync/sync.ts'
import { useNow } from '../use-now.ts'
import { t, type Word } from '../words.ts'
import { day, weekday } from '../written.ts'
import css from './Frame.module.css'
import type { ScreenName } from './screen.ts'

const tabs: { name: ScreenName; icon: IconName; word: Word }[] = [
  { name: 'goi', icon: 'down', word: 'tab.packages' },
  { name: 'phat', icon: 'speaker', word: 'tab.play' },
  { name: 'di', icon: 'truck', word: 'tab.ready' },
  { name: 'nhat-ky', icon: 'report', word: 'tab.log' },
]

/** What stands around every screen but the stop mode: who we are, whether the office hears us, and where to go. */
export function Frame({ screen, team, children }: { screen: ScreenName; team: string; children: ReactNode }) {
  const now = useNow(60_000)
  return (
    <div className={css.frame}>
      <header className={css.head}>
        <div>
          <b>{team}</b>
          <small className="num">
            {weekday(now)} {day(now)}
          </small>
        </div>
        <Line />
      </header>
      {installed.use() === 'newer' && !stage.use() && (
        <button type="button" className={css.newer} onClick={() => void takeOver()}>
          <Icon name="refresh" /> {t('app.newer')}
        </button>
      )}
      <main className={css.body} id="content">
        {children}
      </main>
      <nav className={css.tabs} aria-label={t('tab.label')}>
        {tabs.map(({ name, icon, word }) => (
          <a key={name} href={`#${name}`} aria-current={name === screen ? 'page' : undefined}>
            <Icon name={icon} size={23} />
            {t(word)}
            {name === 'nhat-ky' && <Waiting />}
          </a>
        ))}
      </nav>
    </div>
  )
}

function Waiting() {
  const waiting = useWaiting()
  if (!waiting) return null
  return (
    <em className="num">
      {waiting}
      <span className="sr-only"> {t('log.waitingShort')}</span>
    </em>
  )
}

function Line() {
  const state = connection.use()
  if (state === 'unknown') return null
  const good = state === 'good'
  return (
    <output className={css.line} data-good={good || undefined}>
      <Icon name={good ? 'check' : state === 'none' ? 'nowifi' : 'warn'} size={16} />
      {t(`line.${state}`)}
    </output>
  )
}
