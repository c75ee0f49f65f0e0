import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { date, duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import css from './Evening.module.css'
import { type Actions, ItemMenu, itemKeys, useItemDrag } from './ItemMenu.tsx'
import type { Filled, RuleItem } from './playlists.api.ts'
import { useRuleFacts, useRuleName } from './rule-name.ts'

type Props = {
  item: RuleItem & { key: string }
  number: number
  /** What it gives each place now; empty while it is not known. */
  filled: { place: string; filled: Filled }[]
  listSpeaksTwice: boolean
  actions: Actions | undefined
  onEdit: (() => void) | undefined
}

/** A rule in the evening, with what it would choose today: places that get the same stand together. */
export function RuleRow({ item, number, filled, listSpeaksTwice, actions, onEdit }: Props) {
  const { t } = useTranslation('playlists')
  const row = useItemDrag(item, number, actions)
  const [open, setOpen] = useState(false)
  const ruleName = useRuleName()
  const facts = useRuleFacts()
  const name = ruleName(item.rule)
  const lengths = filled.map((one) => one.filled.filledMs)
  const groups = Map.groupBy(filled, ({ filled: { picks } }) => picks.map(({ workId }) => workId).join())
  return (
    <li className={css.item} {...row}>
      <span className={`num ${css.number}`}>{number}</span>
      <div className={css.words}>
        <button
          type="button"
          className={css.rule}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          onKeyDown={itemKeys(actions)}
          title={actions ? t('keysHint') : undefined}
        >
          <Icon name={open ? 'chev' : 'right'} size={15} />
          {name}
        </button>
        <p>
          {[...facts(item.rule), ...((item.bilingual ?? listSpeaksTwice) ? [t('twice.said')] : [])].join(
            ' · ',
          )}
        </p>
        {filled.length > 0 && (
          <p>
            {groups.size === 1
              ? t('rule.oneChoice', { count: filled.length })
              : t('rule.choices', { groups: groups.size, count: filled.length })}
          </p>
        )}
        {open && (
          <ul className={css.groups}>
            {[...groups.values()].map((places) => (
              <Group key={places[0]?.place} places={places} />
            ))}
          </ul>
        )}
      </div>
      <span className={`num ${css.length}`}>{lengths.length > 0 && duration(Math.max(...lengths))}</span>
      {actions && (
        <ItemMenu
          item={item}
          name={name}
          actions={actions}
          listSpeaksTwice={listSpeaksTwice}
          onEdit={onEdit}
        />
      )}
    </li>
  )
}

function Group({ places }: { places: { place: string; filled: Filled }[] }) {
  const { t } = useTranslation('playlists')
  const filled = places[0]?.filled
  if (!filled) return null
  const names = places.map(({ place }) => place)
  return (
    <li>
      <small>
        {names.slice(0, 3).join(', ')}
        {names.length > 3 && ` ${t('andMore', { count: names.length - 3 })}`}
      </small>
      {filled.picks.length === 0 ? (
        <p className={css.nothing}>{t('rule.nothing')}</p>
      ) : (
        <ol>
          {filled.picks.map(({ workId, title }) => {
            const broken = filled.broken.find((one) => one.workId === workId)
            return (
              <li key={workId}>
                {title}
                {broken && (
                  <small className={css.broken}>
                    {broken.rule === 'recent'
                      ? t('rule.recent', { day: date(broken.lastAt) })
                      : t('rule.sameArtist', { artist: broken.artist })}
                  </small>
                )}
              </li>
            )
          })}
        </ol>
      )}
    </li>
  )
}
