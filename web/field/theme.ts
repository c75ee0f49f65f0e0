import { store } from '../ui/store.ts'

export const themes = ['auto', 'light', 'dark', 'outdoor'] as const
export type Theme = (typeof themes)[number]
const REMEMBERED = 'vang.field-theme'

const known = (value: string | null): Theme => themes.find((one) => one === value) ?? 'auto'
export const theme = store<Theme>(known(localStorage.getItem(REMEMBERED)))

const dark = matchMedia('(prefers-color-scheme: dark)')

/** Colours as chosen, or as the phone has them; in stop mode for the sun unless the person chose the dark. */
export function applyTheme(onStage = false): void {
  const chosen = theme.get()
  const plain = chosen === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen
  document.documentElement.dataset.theme = onStage && chosen !== 'dark' ? 'outdoor' : plain
}

export function choose(next: Theme): void {
  localStorage.setItem(REMEMBERED, next)
  theme.set(next)
  applyTheme()
}

dark.addEventListener('change', () => applyTheme())
