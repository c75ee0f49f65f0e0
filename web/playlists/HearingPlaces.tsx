import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageName } from '../ui/LanguageChip.tsx'
import css from './Hearing.module.css'
import { AnyCell } from './HearingCell.tsx'
import { ListenButton } from './ListenButton.tsx'
import { PlaceTotal } from './PlaceTotal.tsx'
import type { Resolution, ResolvedTarget } from './playlists.api.ts'
import { useRuleName } from './rule-name.ts'

type Props = {
  resolution: Resolution
  onListen: ((target: { kind: string; id: string }) => void) | undefined
}

/** The same on a phone: a place opens to its works, one under another. */
export function HearingPlaces({ resolution, onListen }: Props) {
  return (
    <ul className={css.places}>
      {resolution.targets.map((target) => (
        <Place
          key={`${target.kind} ${target.id}`}
          target={target}
          items={resolution.items}
          onListen={onListen}
        />
      ))}
    </ul>
  )
}

function Place({
  target,
  items,
  onListen,
}: {
  target: ResolvedTarget
  items: Resolution['items']
  onListen: Props['onListen']
}) {
  const { t } = useTranslation('playlists')
  const ruleName = useRuleName()
  const [open, setOpen] = useState(false)
  return (
    <li>
      <div className={css.placeHead}>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className={css.opener}>
          <b>{target.name}</b>
          <small>{target.languages.map(languageName).join(' › ')}</small>
        </button>
        {onListen && <ListenButton place={target} onListen={onListen} />}
      </div>
      <PlaceTotal target={target} />
      {open && (
        <ol className={css.works} aria-label={t('evening')}>
          {items.map((item, index) => {
            const cell = target.cells[index]
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list has no ids of its own: a place in it is its number
              <li key={index}>
                <span className="num">{index + 1}</span>
                <span>{'workId' in item ? item.title : ruleName(item.rule)}</span>
                {cell && <AnyCell cell={cell} />}
              </li>
            )
          })}
        </ol>
      )}
    </li>
  )
}
