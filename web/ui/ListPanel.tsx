import type { ReactNode } from 'react'
import css from './ListPanel.module.css'

type PanelProps = {
  title?: ReactNode
  count?: number | string
  aside?: ReactNode
  children: ReactNode
  foot?: ReactNode
}

/** A heading above one sheet. Put DataRows in it, or a table; never another sheet. */
export function ListPanel({ title, count, aside, children, foot }: PanelProps) {
  return (
    <section className={css.panel}>
      {title && (
        <div className={css.head}>
          <h2>{title}</h2>
          {count !== undefined && <span className="mut num">{count}</span>}
          <span className="grow" />
          {aside}
        </div>
      )}
      <div className={`card ${css.sheet}`}>
        {children}
        {foot && <div className={css.foot}>{foot}</div>}
      </div>
    </section>
  )
}

type RowProps = {
  title: ReactNode
  /** Beside the title, quieter: a file's name. */
  note?: ReactNode
  /** Under the title: the sentence. */
  children?: ReactNode
  /** At the left: a chip, a picture, a kind's icon. */
  lead?: ReactNode
  /** At the right: one chip or figure, then one action. Everything else waits in a menu. */
  side?: ReactNode
  /** Under all of it, as wide as the row: a bar, figures. */
  below?: ReactNode
  selected?: boolean
  /** Makes the title a button that opens or selects the row. */
  onOpen?: () => void
}

/** Goes inside `<ul>`. */
export function DataRow({ title, note, children, lead, side, below, selected, onOpen }: RowProps) {
  return (
    <li className={css.row} data-selected={selected || undefined} aria-current={selected || undefined}>
      {lead && <div className={css.lead}>{lead}</div>}
      <div className={css.words}>
        {onOpen ? (
          <button type="button" className={css.open} onClick={onOpen}>
            {title}
          </button>
        ) : (
          <b>{title}</b>
        )}
        {note && <small>{note}</small>}
        {children && <div className={css.sentence}>{children}</div>}
      </div>
      {side && <div className={css.side}>{side}</div>}
      {below && <div className={css.below}>{below}</div>}
    </li>
  )
}

/** The square with a kind's icon that leads a row. */
export function RowIcon({ children }: { children: ReactNode }) {
  return <span className={css.kind}>{children}</span>
}
