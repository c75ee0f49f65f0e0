import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { language, speak } from '../words.ts'
import { BrandMark } from './BrandMark.tsx'
import { ErrorState } from './ErrorState.tsx'
import { Icon } from './icons.tsx'
import css from './LinkShell.module.css'
import { Skeletons } from './Skeletons.tsx'

type Props<T> = {
  /** What the page is, in the browser's tab and above a link that does not open. */
  title: string
  /** What the link opened, not yet, or why not. */
  link: { data: T | undefined; error: unknown }
  children: (opened: T) => ReactNode
}

/** The frame of a page for somebody who was sent a link: our name, the other language, one sheet. No account, no menu. */
export function LinkShell<T>({ title, link, children }: Props<T>) {
  const { t } = useTranslation('ui')
  useEffect(() => {
    document.title = `${title} - Vang`
  }, [title])
  const other = language() === 'vi' ? 'en' : 'vi'
  return (
    <main className={css.page}>
      <div className={css.brand}>
        <BrandMark size={28} />
        <b>Vang</b>
        <span className="grow" />
        <button type="button" className={css.switch} lang={other} onClick={() => speak(other)}>
          {other === 'en' ? 'English' : 'Tiếng Việt'}
        </button>
      </div>
      <div className={`card ${css.sheet}`}>
        <div className="brocade" aria-hidden="true" />
        <div className={css.in}>
          {link.data !== undefined ? (
            children(link.data)
          ) : link.error ? (
            <>
              <h1>{title}</h1>
              <ErrorState error={link.error} title={t('link.closed')} actions={<p>{t('link.askAgain')}</p>} />
            </>
          ) : (
            <Skeletons />
          )}
        </div>
      </div>
    </main>
  )
}

/** Who sent it, what it is, and until when it opens. */
export function LinkHead({
  from,
  title,
  until,
  children,
}: {
  from: string
  title: ReactNode
  until: string
  children?: ReactNode
}) {
  return (
    <header>
      <p className="sec">{from}</p>
      <h1>{title}</h1>
      {children}
      <p className={css.until}>
        <Icon name="clock" size={17} />
        <span className="num">{until}</span>
      </p>
    </header>
  )
}
