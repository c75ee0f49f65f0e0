import { useTranslation } from 'react-i18next'
import { phoneForReading } from '../../server/people/phone.rules.ts'
import { Chip } from '../ui/StatusChip.tsx'
import css from './People.module.css'
import type { PreviewRow } from './people.api.ts'

export function PasteTable({ rows }: { rows: readonly PreviewRow[] }) {
  const { t } = useTranslation(['people', 'common'])
  const wrong = rows.filter((row) => row.problems.length > 0).length
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
              <th scope="col">{t('form.name')}</th>
              <th scope="col">{t('form.phone')}</th>
              <th scope="col">{t('form.unit')}</th>
              <th scope="col">{t('form.role')}</th>
              <th scope="col">{t('paste.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line} data-wrong={row.problems.length > 0 || undefined}>
                <td className="num">{row.line}</td>
                <td className={css.whole}>{row.name}</td>
                <td className={`num ${css.whole}`}>{row.phone && phoneForReading(row.phone)}</td>
                <td>{row.unit.name}</td>
                <td>{row.role ? t(`common:role.${row.role}`) : row.roleWord}</td>
                <td>
                  {row.problems.length > 0 ? (
                    row.problems.map(({ field, message }) => (
                      <p key={field} className={css.wrong}>
                        {message}
                      </p>
                    ))
                  ) : (
                    <Chip tone="ok" icon="check" bare>
                      {row.unit.id === null ? t('paste.withNewUnit', { login: row.login }) : row.login}
                    </Chip>
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
