import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { number, shortDate } from '../ui/format.ts'
import css from './Trips.module.css'
import type { Month } from './trips.api.ts'

/** What the month comes to, and each team against its quota; a team's name shows its showings alone. */
export function Summary({
  data: { month, figures, teams },
  team,
}: {
  data: Month
  team: string | undefined
}) {
  const { t } = useTranslation('trips')
  return (
    <>
      <p aria-live="polite">{t('sum', { ...figures, audienceVisits: number(figures.audienceVisits) })}</p>
      {teams.length > 0 && (
        <ul className={css.quotas} aria-label={t('quota')}>
          {teams.map(({ id, name, sessions, quota }) => (
            <li key={id} data-chosen={id === team || undefined}>
              <Ring held={sessions} quota={quota} />
              <Link
                className="link"
                to="/chuyen-di"
                search={{ thang: month, doi: id === team ? undefined : id }}
                aria-current={id === team || undefined}
              >
                {t('quotaOf', { name, held: sessions, quota })}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const RADIUS = 15.9
/** Of a circle of this radius, the length around is a hundred: a share is its length. */
function Ring({ held, quota }: { held: number; quota: number }) {
  const share = quota > 0 ? Math.min(100, (held / quota) * 100) : 100
  return (
    <svg className={css.ring} viewBox="0 0 36 36" aria-hidden="true" data-full={share === 100 || undefined}>
      <circle cx="18" cy="18" r={RADIUS} />
      <circle cx="18" cy="18" r={RADIUS} strokeDasharray={`${share} 100`} transform="rotate(-90 18 18)" />
    </svg>
  )
}

/** The sheets that teams take along, one for each trip. */
export function Trips({ data: { trips, teams }, team }: { data: Month; team: string | undefined }) {
  const { t } = useTranslation('trips')
  const shown = trips.filter(({ teamId }) => team === undefined || teamId === team)
  if (shown.length === 0) return null
  return (
    <section>
      <h2>{t('trips')}</h2>
      <ul className={css.trips}>
        {shown.map(({ teamId, from, to }) => (
          <li key={`${teamId} ${from}`}>
            <Link to="/chuyen-di/in" search={{ doi: teamId, tu: from, den: to }} className="link">
              {t('sheetOf', {
                name: teams.find(({ id }) => id === teamId)?.name,
                from: shortDate(from),
                to: shortDate(to),
              })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
