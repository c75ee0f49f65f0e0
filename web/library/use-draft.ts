import { useState } from 'react'

interface Draft<T> {
  value: T
  /** Differs from what is saved. */
  changed: boolean
  set(value: T): void
  /** What was typed is saved, or no longer wanted. */
  settle(): void
}

/** What is typed and not yet saved outlives the page, on this computer. */
export function useDraft<T extends Record<string, string>>(key: string, saved: T): Draft<T> {
  const [typed, setTyped] = useState<T | null>(() => remembered<T>(key))
  const value = typed ?? saved
  return {
    value,
    changed: Object.keys(saved).some((field) => value[field] !== saved[field]),
    set: (next) => {
      setTyped(next)
      remember(key, next)
    },
    settle: () => {
      setTyped(null)
      remember(key, null)
    },
  }
}

function remembered<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null // storage can be forbidden on a shared computer
  }
}

function remember(key: string, value: object | null): void {
  try {
    if (value) localStorage.setItem(key, JSON.stringify(value))
    else localStorage.removeItem(key)
  } catch {
    // What is typed then lasts as long as the page.
  }
}
