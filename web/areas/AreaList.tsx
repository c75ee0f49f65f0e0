import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fold } from '../ui/fold.ts'
import { Icon } from '../ui/icons.tsx'
import { AreaRow, type Show } from './AreaRow.tsx'
import css from './AreasPage.module.css'
import type { Area } from './areas.api.ts'

type Props = {
  areas: readonly Area[]
  /** Folded; empty shows everything. */
  needle: string
  selected: string | undefined
  onShow: Show
}

// An old name finds what it became, and a new one what it was made of.
const matches = (area: Area, needle: string) =>
  [area, ...area.predecessors, ...area.successors].some(({ name }) => fold(name).includes(needle))

export function AreaList({ areas, needle, selected, onShow }: Props) {
  const { t } = useTranslation('areas')
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
  }
  const found = areas.filter((area) => matches(area, needle))
  const places = found.filter((area) => area.level !== 'province')
  if (places.length === 0)
    return (
      <div className="card">
        <EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>
      </div>
    )
  const districts = areas.filter((area) => area.level === 'district')
  if (districts.length === 0)
    return (
      <ul className={`card ${css.list}`}>
        {places.map((area) => (
          <AreaRow key={area.id} area={area} selected={selected} onShow={onShow} />
        ))}
      </ul>
    )
  const shown = districts.filter(({ id }) => places.some((place) => place.id === id || place.parentId === id))
  return (
    <ul className={`card ${css.list}`}>
      {shown.map((district) => {
        const communes = areas.filter((area) => area.parentId === district.id)
        const hits = needle ? communes.filter((commune) => places.includes(commune)) : communes
        // What was searched for is shown at once; so is the place one came here for.
        const isOpen =
          open.has(district.id) ||
          (needle !== '' && hits.length > 0) ||
          hits.some(({ id }) => id === selected)
        return (
          <li key={district.id} className={css.district}>
            <ul>
              <AreaRow area={district} selected={selected} onShow={onShow}>
                <button
                  type="button"
                  className={css.fold}
                  aria-expanded={isOpen}
                  onClick={() => toggle(district.id)}
                >
                  <Icon name={isOpen ? 'chev' : 'right'} size={16} />
                  {t('communes', { count: communes.length })}
                  <span className="sr-only">{district.name}</span>
                </button>
              </AreaRow>
              {isOpen &&
                (hits.length > 0 ? hits : communes).map((commune) => (
                  <AreaRow
                    key={commune.id}
                    area={commune}
                    teams={district.teams}
                    selected={selected}
                    onShow={onShow}
                    inner
                  />
                ))}
            </ul>
          </li>
        )
      })}
    </ul>
  )
}
