import { Fragment, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import css from './AreasPage.module.css'
import type { Area, PlaceRef } from './areas.api.ts'

/** Opens a place, in the time given or the one that is shown. */
export type Show = (id: string | undefined, year?: string) => unknown

type Props = {
  area: Area
  /** Teams that serve the place it lies in. */
  teams?: Area['teams']
  selected: string | undefined
  onShow: Show
  inner?: boolean
  children?: ReactNode
}

export function AreaRow({ area, teams = [], selected, onShow, inner, children }: Props) {
  const { t } = useTranslation('areas')
  const serving = area.teams.length > 0 ? area.teams : teams
  const chosen = selected === area.id
  const row = useRef<HTMLLIElement>(null)
  // A link to what a place became leads to a row that may lie far down.
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <li
      ref={row}
      className={css.row}
      data-inner={inner || undefined}
      data-selected={chosen || undefined}
      aria-current={chosen || undefined}
    >
      <div className={css.name}>
        <button type="button" className={css.open} onClick={() => onShow(area.id)}>
          {area.name}
        </button>
        {children}
      </div>
      <Languages codes={area.languages} />
      <div className={css.about}>
        {serving.length > 0 ? (
          <span>{serving.map((team) => team.name).join(', ')}</span>
        ) : (
          !inner && area.level !== 'unit' && <span className="mut">{t('noTeam')}</span>
        )}
        {area.successors.length > 0 && (
          <Links word={t('became')} places={area.successors} onShow={(id) => onShow(id, '2025')} />
        )}
        {area.predecessors.length > 0 && (
          <Links word={t('madeOf')} places={area.predecessors} onShow={(id) => onShow(id, '2021')} />
        )}
      </div>
    </li>
  )
}

/** First choice first. */
export function Languages({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation('areas')
  return (
    <ol className={css.languages} aria-label={t('languages')}>
      {codes.map((code) => (
        <li key={code}>
          <LanguageChip language={code} />
        </li>
      ))}
    </ol>
  )
}

type LinksProps = { word: string; places: readonly PlaceRef[]; onShow: (id: string) => unknown }

function Links({ word, places, onShow }: LinksProps) {
  return (
    <span className={css.links}>
      {word}{' '}
      {places.map((place, index) => (
        <Fragment key={place.id}>
          {index > 0 && ', '}
          <button type="button" className={css.link} onClick={() => onShow(place.id)}>
            {place.name}
          </button>
        </Fragment>
      ))}
    </span>
  )
}
