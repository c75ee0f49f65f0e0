import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { number } from '../ui/format.ts'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { useMay } from '../ui/session.ts'
import css from './Coverage.module.css'
import { useTeamFigures } from './coverage.api.ts'

/** What each team held of what it is to hold; the figures lead to the showings. */
export function Quota({ month }: { month: string }) {
  const { t } = useTranslation('coverage')
  const mayTrips = useMay('trips.read')
  return (
    <Loaded query={useTeamFigures(month)}>
      {({ figures, teams }) => (
        <>
          <p>{t('monthSum', { ...figures, audienceVisits: number(figures.audienceVisits) })}</p>
          <ListPanel title={t('quotaTitle')} count={teams.length}>
            <ul>
              {teams.map((team) => (
                <DataRow
                  key={team.id}
                  title={
                    mayTrips ? (
                      <Link className="link" to="/chuyen-di" search={{ thang: month, doi: team.id }}>
                        {team.name}
                      </Link>
                    ) : (
                      team.name
                    )
                  }
                  side={
                    <span className={css.quota}>
                      <b className="num">{t('heldOf', { held: team.sessions, quota: team.quota })}</b>
                      <progress
                        aria-label={team.name}
                        max={Math.max(team.quota, 1)}
                        value={Math.min(team.sessions, team.quota)}
                      />
                    </span>
                  }
                >
                  {t('teamSum', { ...team, audienceVisits: number(team.audienceVisits) })}
                  {team.sessions < team.quota && ` ${t('short', { count: team.quota - team.sessions })}`}
                </DataRow>
              ))}
            </ul>
          </ListPanel>
        </>
      )}
    </Loaded>
  )
}
