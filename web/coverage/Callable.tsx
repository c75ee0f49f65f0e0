import { useTranslation } from 'react-i18next'
import { PhoneLink } from '../ui/PhoneLink.tsx'
import css from './Coverage.module.css'
import type { Row } from './coverage.api.ts'

/** The teams of a place, each with its number where there is one. */
export function Callable({ teams }: Pick<Row, 'teams'>) {
  const { t } = useTranslation('coverage')
  if (teams.length === 0) return <span className="mut">{t('noTeam')}</span>
  return (
    <span className={css.teams}>
      {teams.map(({ id, name, phone }) => (
        <span key={id}>
          {name} <PhoneLink phone={phone} />
        </span>
      ))}
    </span>
  )
}
