import { Button } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { phoneForReading } from '../../server/people/phone.rules.ts'
import { date, shortDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import css from './TripPrint.module.css'
import { type Showing, useSheet } from './trips.api.ts'

/** One A4 sheet a team takes along: where, when, whom to call, room to write what happened. The QR code leads back to the month. */
export default function TripPrint() {
  const { t } = useTranslation('trips')
  const { doi = '', tu = '', den = '', ban } = useSearch({ strict: false })
  const month = tu.slice(0, 7)
  useEffect(() => {
    document.title = `${t('sheet')} - Vang`
  }, [t])
  return (
    <main className={css.page}>
      <div className={css.tools}>
        <Link to="/chuyen-di" search={{ thang: month }} className="link">
          {t('back')}
        </Link>
        <Button onClick={() => print()}>{t('print')}</Button>
      </div>
      <Loaded query={useSheet({ teamId: doi, from: tu, to: den })}>
        {(rows) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
          <section className={css.sheet} tabIndex={0} aria-label={t('sheet')}>
            {ban !== undefined && ban !== planOf(rows) && (
              <p className={css.stale} aria-live="polite">
                {t('stale')}
              </p>
            )}
            <header>
              <div>
                <h1>{t('sheet')}</h1>
                <p>{rows[0]?.team.name}</p>
                <p className="num">{t('fromTo', { from: date(tu), to: date(den) })}</p>
              </div>
              <img
                alt={t('qr')}
                src={`/api/qr.svg?path=${encodeURIComponent(
                  `/chuyen-di/in?doi=${doi}&tu=${tu}&den=${den}&ban=${planOf(rows)}`,
                )}`}
              />
            </header>
            <table>
              <thead>
                <tr>
                  {(['day', 'time', 'hamlet', 'head', 'phone', 'audience', 'signature'] as const).map(
                    (column) => (
                      <th key={column} scope="col">
                        {t(`column.${column}`)}
                      </th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td className="num">{shortDate(row.day)}</td>
                    <td className="num">{row.time}</td>
                    <td>
                      {row.hamlet.name}, {row.place.name}
                      {row.note && <p>{row.note}</p>}
                    </td>
                    <td>{row.headName}</td>
                    <td className="num">{row.headPhone && phoneForReading(row.headPhone)}</td>
                    <td />
                    <td />
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Loaded>
    </main>
  )
}

/** Tells a sheet of today's plan from one of another: how often its rows were changed, and which they are. */
function planOf(rows: readonly Showing[]): string {
  const said = rows.map(({ id, revision, day, hamlet }) => [id, revision, day, hamlet.name].join()).join(';')
  let hash = 0
  for (const sign of said) hash = (Math.imul(hash, 31) + (sign.codePointAt(0) ?? 0)) >>> 0
  return hash.toString(36)
}
