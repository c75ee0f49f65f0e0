import type { ReactNode } from 'react'
import css from './EmptyState.module.css'

type Props = { title: string; children?: ReactNode; actions?: ReactNode; heading?: 'h1' | 'h2' | 'h3' }

/** Nothing here yet: brocade fading out, one sentence, one or two actions. */
export function EmptyState({ title, children, actions, heading: Heading = 'h2' }: Props) {
  return (
    <div className={css.empty}>
      <div className={css.field} aria-hidden="true" />
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  )
}
