import { useSyncExternalStore } from 'react'

export const screens = ['goi', 'phat', 'di', 'nhat-ky', 'kiem-tra'] as const
export type ScreenName = (typeof screens)[number]

const current = (): ScreenName => screens.find((name) => location.hash === `#${name}`) ?? 'goi'

/** The screen that the address names, so that the phone's own back button goes back. */
export const useScreen = (): ScreenName =>
  useSyncExternalStore((changed) => {
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, current)

export function go(name: ScreenName): void {
  location.hash = name
}
