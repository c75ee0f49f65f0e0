import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { languageName } from '../ui/LanguageChip.tsx'
import css from './Hearing.module.css'
import { AnyCell } from './HearingCell.tsx'
import { ListenButton } from './ListenButton.tsx'
import { PlaceTotal } from './PlaceTotal.tsx'
import type { Resolution } from './playlists.api.ts'
import { useRuleName } from './rule-name.ts'

// Of sixty works by hundreds of places only what is seen stands in the page: columns are fixed, rows at least this high.
const COLUMN = 118
const ROW = 78
const NAME = 196
const TOTAL = 150
const OVERSCAN = 3

type Props = {
  resolution: Resolution
  onListen: ((target: { kind: string; id: string }) => void) | undefined
}

/** Rows are places, columns works; head, names and totals stay in sight. */
export function HearingTable({ resolution, onListen }: Props) {
  const { t } = useTranslation('playlists')
  const ruleName = useRuleName()
  const { items, targets } = resolution
  const sheet = useRef<HTMLElement>(null)
  const shared = { getScrollElement: () => sheet.current, overscan: OVERSCAN }
  const rows = useVirtualizer({ ...shared, count: targets.length, estimateSize: () => ROW })
  const columns = useVirtualizer({
    ...shared,
    horizontal: true,
    count: items.length,
    estimateSize: () => COLUMN,
  })
  const shown = columns.getVirtualItems()
  const before = shown[0]?.start ?? 0
  const after = columns.getTotalSize() - (shown.at(-1)?.end ?? 0)
  const places = rows.getVirtualItems()
  const above = places[0]?.start ?? 0
  const below = rows.getTotalSize() - (places.at(-1)?.end ?? 0)
  const gap = (width: number, key: string) =>
    width > 0 && <td key={key} style={{ width }} aria-hidden="true" />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section ref={sheet} className={css.scroll} tabIndex={0} aria-label={t('hearing')}>
      <table
        className={css.table}
        style={{ width: columns.getTotalSize() + NAME + TOTAL }}
        aria-rowcount={targets.length + 1}
        aria-colcount={items.length + 2}
      >
        <thead>
          <tr>
            <th scope="col" className={css.name}>
              {t('placeAndOrder')}
            </th>
            {gap(before, 'before')}
            {shown.map(({ index }) => {
              const item = items[index]
              return (
                <th key={index} scope="col" style={{ width: COLUMN }} aria-colindex={index + 2}>
                  <b className="num">{index + 1}</b>
                  <span className={css.work}>
                    {item && ('workId' in item ? item.shortName : ruleName(item.rule))}
                  </span>
                </th>
              )
            })}
            {gap(after, 'after')}
            <th scope="col" className={css.total}>
              {t('oneEvening')}
            </th>
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr style={{ height: above }} />}
          {places.map(({ index: row }) => {
            const target = targets[row]
            if (!target) return null
            return (
              <tr
                key={`${target.kind} ${target.id}`}
                ref={rows.measureElement}
                data-index={row}
                style={{ height: ROW }}
                aria-rowindex={row + 2}
              >
                <th scope="row" className={css.name}>
                  <span className={css.place}>
                    {target.name}
                    {onListen && <ListenButton place={target} onListen={onListen} />}
                  </span>
                  <small>{target.languages.map(languageName).join(' › ')}</small>
                </th>
                {gap(before, 'before')}
                {shown.map(({ index }) => {
                  const cell = target.cells[index]
                  return <td key={index}>{cell && <AnyCell cell={cell} />}</td>
                })}
                {gap(after, 'after')}
                <td className={css.total}>
                  <PlaceTotal target={target} />
                </td>
              </tr>
            )
          })}
          {below > 0 && <tr style={{ height: below }} />}
        </tbody>
      </table>
    </section>
  )
}
