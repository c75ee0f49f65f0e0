import { useEffect, useState } from 'react'

const REST_MS = 250

/** What was typed, once the keys rest: input methods for Vietnamese send several keys for one letter. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), REST_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}
