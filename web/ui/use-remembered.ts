import { useState } from 'react'

/** A choice that this browser remembers, one of those given; the first until somebody chose otherwise. */
export function useRemembered<T extends string>(
  key: string,
  choices: readonly [T, ...T[]],
): [T, (next: T) => void] {
  const [value, setValue] = useState(() => recalled(key, choices))
  return [
    value,
    (next) => {
      setValue(next)
      try {
        localStorage.setItem(key, next)
      } catch {
        // The choice then lasts as long as the page.
      }
    },
  ]
}

function recalled<T extends string>(key: string, choices: readonly [T, ...T[]]): T {
  try {
    const found = localStorage.getItem(key)
    return choices.find((choice) => choice === found) ?? choices[0]
  } catch {
    return choices[0] // storage can be forbidden on a shared computer
  }
}
