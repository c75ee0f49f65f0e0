import { useTranslation } from 'react-i18next'
import { type CorrectionLine, toldHours } from '../../../server/schedule/publishing/urgent.rules.ts'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import css from './CorrectionLines.module.css'

/** What people will be told: the hour they know struck, the new one bold. */
export function CorrectionLines({ lines }: { lines: readonly CorrectionLine[] }) {
  const { t } = useTranslation('publishing')
  if (lines.length === 0) return null
  return (
    <section className={css.lines} aria-label={t('correction.lines')}>
      <h3>{t('correction.lines')}</h3>
      <ul>
        {lines.map((line) => (
          <li key={`${line.kind} ${line.from} ${line.title}`}>
            <Hours line={line} />
            <span>
              {line.kind === 'replaced' ? (
                <>
                  <del>{line.title}</del> <b>{line.by}</b>
                </>
              ) : line.kind === 'removed' ? (
                <del>{line.title}</del>
              ) : (
                line.title
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Hours({ line }: { line: CorrectionLine }) {
  const { from, to } = toldHours(line)
  return (
    <span className="num">
      {line.kind === 'moved' ? (
        <>
          <del>{timeOfDay(from)}</del> <b>{timeOfDay(to)}</b>
        </>
      ) : (
        timeOfDay(from)
      )}
    </span>
  )
}
