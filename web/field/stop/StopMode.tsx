import { useState } from 'react'
import { LanguagePatch } from '../../ui/LanguagePatch.tsx'
import { Icon } from '../../ui/phone-icons.tsx'
import { useWaiting } from '../log/use-waiting.ts'
import { go } from '../shell/screen.ts'
import { t } from '../words.ts'
import { length } from '../written.ts'
import { itemTitle, languagesOf, soundsIn } from './evening.ts'
import { HoldButton } from './HoldButton.tsx'
import { languageName } from './language-name.ts'
import { Now } from './Now.tsx'
import { end, next, pause, previous, resume, speakIn, speech } from './player.ts'
import css from './StopMode.module.css'
import { type Stage, stage } from './stage.ts'
import { TopLine } from './TopLine.tsx'

/** The evening as it sounds: for one thumb, in the sun. */
export function StopMode() {
  const on = stage.use()
  const [locked, setLocked] = useState(false)
  if (!on) return null
  const { row, items } = on
  const sounding = row.phase === 'playing' && on.halted === null
  return (
    <main className={css.stop}>
      <TopLine on={on} />
      <div
        className={css.steps}
        role="img"
        aria-label={t('stop.itemOf', { item: row.item + 1, count: items.length })}
      >
        {items.map(({ position }, index) => (
          <i
            key={position}
            data-done={index < row.item || undefined}
            data-now={index === row.item || undefined}
          />
        ))}
      </div>
      <Now on={on} />
      <div inert={locked} className={css.controls}>
        <Languages on={on} />
        <div className={css.pad}>
          <button type="button" onClick={() => void previous()}>
            <Icon name="prev" size={34} />
            {t('stop.previous')}
          </button>
          <button type="button" className={css.big} onClick={() => void (sounding ? pause() : resume())}>
            <Icon name={sounding ? 'pause' : 'play'} size={60} />
            {t(sounding ? 'stop.pause' : 'stop.play')}
          </button>
          <button type="button" onClick={() => void next()} disabled={row.item + 1 >= items.length}>
            <Icon name="next" size={34} />
            {t('stop.next')}
          </button>
        </div>
        {row.phase !== 'speech' && row.phase !== 'ended' && (
          <button type="button" className={css.mic} onClick={() => void speech()}>
            <Icon name="people" size={28} />
            {t('stop.speech')}
          </button>
        )}
        <Coming on={on} />
      </div>
      <footer className={css.foot}>
        <Logged plays={row.plays} />
        <HoldButton onHeld={() => setLocked(!locked)}>{t(locked ? 'stop.unlock' : 'stop.lock')}</HoldButton>
        {!locked && <HoldButton onHeld={() => void end().then(() => go('goi'))}>{t('stop.end')}</HoldButton>}
      </footer>
    </main>
  )
}

function Languages({ on }: { on: Stage }) {
  const { row, items } = on
  const item = items[row.item]
  const heard = item ? soundsIn(item, row.language)[row.sound]?.language : undefined
  const here = new Set(item?.sounds.map(({ language }) => language))
  return (
    <fieldset className={css.languages} aria-label={t('stop.language')}>
      {languagesOf(items).map((language) => (
        <button
          key={language}
          type="button"
          aria-pressed={heard === language}
          disabled={!here.has(language)}
          onClick={() => void speakIn(language)}
        >
          <LanguagePatch language={language} />
          {languageName(language)}
        </button>
      ))}
      {row.language !== null && (
        <button type="button" onClick={() => void speakIn(null)}>
          {t('stop.inOrder')}
        </button>
      )}
    </fieldset>
  )
}

const SHOWN = 3

function Coming({ on }: { on: Stage }) {
  const { row, items } = on
  const coming = items.slice(row.item + 1, row.item + 1 + SHOWN)
  if (coming.length === 0) return null
  return (
    <ul className={css.coming} aria-label={t('stop.coming')}>
      {coming.map((item) => {
        const [sound] = soundsIn(item, row.language)
        return (
          sound && (
            <li key={item.position}>
              <LanguagePatch language={sound.language} />
              <span>{itemTitle(item, sound)}</span>
              <span className="num">{length(sound.durationMs)}</span>
            </li>
          )
        )
      })}
    </ul>
  )
}

function Logged({ plays }: { plays: number }) {
  const waiting = useWaiting()
  return (
    <p>
      {t('stop.logged', { count: plays })}
      {waiting ? ` · ${t('stop.notSent', { count: waiting })}` : ''}
    </p>
  )
}
