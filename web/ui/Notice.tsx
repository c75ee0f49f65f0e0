import type { ReactNode } from 'react'
import css from './Notice.module.css'

/** One line above every page, in the tone of what it says. */
export function Notice({ tone, children }: { tone: 'demo' | 'warn'; children: ReactNode }) {
  return (
    <p className={css.notice} data-tone={tone}>
      {children}
    </p>
  )
}

/** The same line where it opens to more. */
export function NoticeSummary({ children }: { children: ReactNode }) {
  return (
    <summary className={css.notice} data-tone="warn">
      {children}
    </summary>
  )
}
