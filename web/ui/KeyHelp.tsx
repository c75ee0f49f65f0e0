import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import css from './KeyHelp.module.css'

/** `words` is a key in ui.json under `keys`. */
type KeyLine = { keys: readonly string[]; word: string }

const everywhere: readonly KeyLine[] = [
  { keys: ['?'], word: 'help' },
  { keys: ['/'], word: 'search' },
  { keys: ['Ctrl K'], word: 'goTo' },
  { keys: ['T'], word: 'today' },
  { keys: ['J', 'K'], word: 'nextPrevious' },
  { keys: ['N'], word: 'make' },
  { keys: ['E'], word: 'edit' },
  { keys: ['Ctrl Z'], word: 'undo' },
  { keys: ['Esc'], word: 'close' },
]
const player: readonly KeyLine[] = [
  { keys: ['Space'], word: 'play' },
  { keys: ['J', 'K', 'L'], word: 'shuttle' },
  { keys: [',', '.'], word: 'frame' },
  { keys: ['←', '→'], word: 'jumpFive' },
  { keys: ['Shift ←', 'Shift →'], word: 'jumpOne' },
  { keys: ['Home', 'End'], word: 'ends' },
  { keys: ['I', 'O'], word: 'range' },
]
const review: readonly KeyLine[] = [
  { keys: ['C'], word: 'comment' },
  { keys: ['A', 'X'], word: 'decide' },
]
const grid: readonly KeyLine[] = [
  { keys: ['↑', '↓'], word: 'moveFive' },
  { keys: ['Shift ↑', 'Shift ↓'], word: 'moveOne' },
  { keys: ['Ctrl Shift ↑', 'Ctrl Shift ↓'], word: 'moveSecond' },
  { keys: ['D'], word: 'duplicate' },
  { keys: ['R'], word: 'addRepeat' },
  { keys: ['Del'], word: 'remove' },
]

export function KeyHelp() {
  const { t } = useTranslation('ui')
  const groups = { everywhere, player, review, grid }
  return (
    <div className={css.groups}>
      {Object.entries(groups).map(([group, lines]) => (
        <section key={group}>
          <h3>{t(`keys.${group}`)}</h3>
          <dl>
            {lines.map((line) => (
              <Fragment key={line.word}>
                <dt>
                  {line.keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(`keys.${line.word}`)}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
      <p>{t('keys.note')}</p>
    </div>
  )
}
