import { type ReactNode, useLayoutEffect } from 'react'
import css from './PageHeader.module.css'
import { store } from './store.ts'

type PageTitle = { title: string; trail?: { label: string; to: string } | undefined }

/** What the shell's header shows; a page sets it by rendering PageHeader. */
export const pageTitle = store<PageTitle>({ title: '' })

/** Names the page in the shell's header and the browser's tab. `trail` is the page one comes from. */
export function PageHeader({ title, trail }: PageTitle) {
  const label = trail?.label
  const to = trail?.to
  useLayoutEffect(() => {
    pageTitle.set({ title, trail: label && to ? { label, to } : undefined })
    document.title = `${title} - Vang`
  }, [title, label, to])
  return null
}

/** Under the header: where one is at the left (arrows, range, version), tools and one primary action at the right. */
export function Toolbar({ left, children }: { left?: ReactNode; children?: ReactNode }) {
  return (
    <div className={css.toolbar}>
      <div className={css.left}>{left}</div>
      <div className={css.right}>{children}</div>
    </div>
  )
}

/** The page's own space: a main column and, where given, a side column that falls below it on narrow screens. */
export function PageBody({
  children,
  aside,
  wide,
}: {
  children: ReactNode
  aside?: ReactNode
  wide?: boolean
}) {
  return (
    <div className={css.body} data-aside={aside ? true : undefined} data-wide={wide || undefined}>
      <div className={css.main}>{children}</div>
      {aside && <aside className={css.aside}>{aside}</aside>}
    </div>
  )
}
