import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import { frameCode, type Rate } from '../ui/frames.ts'
import { Chip } from '../ui/StatusChip.tsx'
import type { ReadRow } from './act-drafts.ts'
import css from './PasteActs.module.css'

/** Each row as it will be made, or why it will not. */
export function PastedRows({ rows, fps }: { rows: readonly ReadRow[]; fps: Rate }) {
  const { t } = useTranslation('library')
  const wrong = rows.filter((row) => row.problems.length > 0).length
  const code = (ms: number | null) => (ms === null ? '--' : frameCode(ms, fps))
  return (
    <>
      <p aria-live="polite">
        {wrong > 0
          ? t('paste.mixed', { good: rows.length - wrong, wrong })
          : t('paste.allGood', { count: rows.length })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label={t('paste.outcome')}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('paste.line')}</th>
              <th scope="col">{t('column.title')}</th>
              <th scope="col">{t('column.start')}</th>
              <th scope="col">{t('column.end')}</th>
              <th scope="col">{t('column.duration')}</th>
              <th scope="col">{t('paste.credits')}</th>
              <th scope="col">{t('paste.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line} data-wrong={row.problems.length > 0 || undefined}>
                <td className="num">{row.line}</td>
                <td>{row.title}</td>
                <td className={`num ${css.whole}`}>{code(row.inMs)}</td>
                <td className={`num ${css.whole}`}>{code(row.outMs)}</td>
                <td className={`num ${css.whole}`}>
                  {row.inMs !== null && row.outMs !== null ? duration(row.outMs - row.inMs) : '--'}
                </td>
                <td>
                  {row.credits.map(({ kind, name }) => (
                    <p key={kind}>
                      <span className="mut">{t(`credit.${kind}`)}:</span> {name}
                    </p>
                  ))}
                </td>
                <td>
                  {row.problems.length === 0 ? (
                    <Chip tone="ok" icon="check" bare>
                      {t('paste.fits')}
                    </Chip>
                  ) : (
                    row.problems.map((problem) => (
                      <p key={problem.code} className={css.wrong}>
                        {t(`problem.${problem.code}`, { value: problem.value })}
                      </p>
                    ))
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
