import { Link, useSearch } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../../server/schedule/as-run/month.rules.ts'
import { number, shortDate } from '../../ui/format.ts'
import { languageName } from '../../ui/LanguageChip.tsx'
import { ListPanel } from '../../ui/ListPanel.tsx'
import css from './AsRun.module.css'
import type { Month } from './as-run.api.ts'

const HOUR_MS = 3_600_000

/** A month in figures: planned and aired, by language, by run, and rights used. */
export function MonthFigures({ month }: { month: Month }) {
  const { t } = useTranslation('as-run')
  const language = (value: string) => (value ? languageName(value) : t('noLanguage'))
  const run = (value: string) => t(value === 'repeat' ? 'repeat' : 'first')
  const open = month.unlogged.reduce((sum, { rows }) => sum + rows, 0)
  return (
    <>
      <p>
        {t('summary', { published: month.publishedDays, signed: month.signedDays.length })}{' '}
        {open > 0 && t('unlogged', { count: open })}{' '}
        {month.unlogged.slice(0, 10).map(({ day }, at) => (
          <Fragment key={day}>
            {at > 0 && ', '}
            <Link
              to="/lich/nhat-ky"
              search={{ kenh: month.channel.id, ngay: day }}
              className={`link num ${css.figure}`}
            >
              {shortDate(day)}
            </Link>
          </Fragment>
        ))}
      </p>
      <FigureTable
        title={t('plannedAired')}
        rows={[
          { key: 'planned', name: t('planned'), figure: month.planned },
          { key: 'aired', name: t('aired'), figure: month.aired, of: 'aired' },
          ...month.byStatus.map((one) => ({
            key: one.of,
            name: t(`status.${one.value}`),
            figure: one,
            of: one.of,
          })),
        ]}
      />
      <FigureTable
        title={t('byLanguage')}
        rows={month.byLanguage.map((one) => ({
          key: one.of,
          name: language(one.value),
          figure: one,
          of: one.of,
        }))}
      />
      <FigureTable
        title={t('byRun')}
        rows={month.byRun.map((one) => ({ key: one.of, name: run(one.value), figure: one, of: one.of }))}
      />
      {month.rights.length > 0 && (
        <ListPanel title={t('rights')}>
          <div className={css.scroll}>
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col">{t('work')}</th>
                  <th scope="col">{t('usedMonth')}</th>
                  <th scope="col">{t('used')}</th>
                </tr>
              </thead>
              <tbody>
                {month.rights.map((right) => (
                  <tr key={`${right.workId} ${right.validFrom} ${right.validTo}`}>
                    <td>
                      <Link to="/tu-lieu/$workId" params={{ workId: right.workId }} className="link">
                        {right.title}
                      </Link>
                    </td>
                    <td>
                      <FigureLink of={`work:${right.workId}`}>{number(right.usedThisMonth)}</FigureLink>
                    </td>
                    <td>
                      {right.runs === null
                        ? t('usedFree', { used: right.used })
                        : t('usedOf', { used: right.used, runs: right.runs })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </ListPanel>
      )}
    </>
  )
}

function FigureTable({
  title,
  rows,
}: {
  title: string
  rows: { key: string; name: string; figure: Figure; of?: string }[]
}) {
  const { t } = useTranslation('as-run')
  if (rows.length === 0) return null
  return (
    <ListPanel title={title}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t('count')}</th>
            <th scope="col">{t('hours')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, figure, of }) => (
            <tr key={key}>
              <td>{name}</td>
              <td>{of ? <FigureLink of={of}>{number(figure.rows)}</FigureLink> : number(figure.rows)}</td>
              <td>{t('hourCount', { hours: number(figure.ms / HOUR_MS, 1) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ListPanel>
  )
}

/** The figure, which opens the rows behind it on this page. */
function FigureLink({ of, children }: { of: string; children: string }) {
  const { t } = useTranslation('as-run')
  const search = useSearch({ strict: false })
  return (
    <Link
      to="/lich/nhat-ky/thang"
      search={{ ...search, loc: of }}
      hash="cac-dong"
      className={`link ${css.figure}`}
      aria-label={t('openRows', { figure: children })}
    >
      {children}
    </Link>
  )
}
