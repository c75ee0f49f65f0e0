import type { ReactNode } from 'react'
import css from './LanguagePatch.module.css'

// Woven figures, told apart by shape in one ink: a flag or a hue would say more than a language does.
const patches: Record<string, ReactNode> = {
  vi: <rect width="12" height="12" />,
  tyz: <path d="M0 0h3v12H0zM6 0h3v12H6z" />,
  nut: <path d="M0 0h12v3H0zM0 6h12v3H0z" />,
  hmn: <path fill="none" stroke="currentColor" strokeWidth="2" d="M1 11V1h10v10H4V4h4v4" />,
  ium: <path d="M6 0l3 3-3 3-3-3zM6 6l3 3-3 3-3-3zM0 3l3 3-3 3zM12 3L9 6l3 3z" />,
  nty: <path d="M0 12 3 6l3 6zM6 12l3-6 3 6zM3 6l3-6 3 6z" />,
  'x-sanchi': (
    <path d="M0 0h3v3H0zM6 0h3v3H6zM3 3h3v3H3zM9 3h3v3H9zM0 6h3v3H0zM6 6h3v3H6zM3 9h3v3H3zM9 9h3v3H9z" />
  ),
}
const wordless = (
  <>
    <path fill="none" stroke="currentColor" strokeWidth="1.5" d="M3.8 9.5V2.5l5-1v6.5" />
    <circle cx="2.7" cy="9.5" r="1.7" />
    <circle cx="7.7" cy="8" r="1.7" />
  </>
)

/** The patch alone, where the name of the language stands beside it. */
export function LanguagePatch({ language }: { language: string | null }) {
  return (
    <svg className={css.patch} viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
      {(language && patches[language]) || wordless}
    </svg>
  )
}
