import { useSyncExternalStore } from 'react'

export const screens = ['goi', 'phat', 'di', 'nhat-ky', 'kiem-tra', 'san-sang', 'chot'] as const
export type ScreenName = (typeof screens)[number]

const named = () => location.hash.slice(1).split('=')
const current = (): ScreenName => screens.find((name) => named()[0] === name) ?? 'goi'

/** What the address says about its screen: `#chot=ID`; empty where it says nothing. */
export const about = (): string => decodeURIComponent(named()[1] ?? '')

const changes = (changed: () => void) => {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

/** The screen that the address names, so that the phone's own back button goes back. */
export const useScreen = (): ScreenName => useSyncExternalStore(changes, current)

export function go(name: ScreenName, of?: string): void {
  location.hash = of === undefined ? name : `${name}=${encodeURIComponent(of)}`
}
