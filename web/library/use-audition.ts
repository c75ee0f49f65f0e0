import { useCallback, useState } from 'react'

export interface Audition {
  /** The version that is being heard. */
  versionId: string | null
  toggle(versionId: string): void
  stop(): void
}

/** One thing is auditioned at a time. */
export function useAudition(): Audition {
  const [versionId, setVersion] = useState<string | null>(null)
  const toggle = useCallback((id: string) => setVersion((before) => (before === id ? null : id)), [])
  const stop = useCallback(() => setVersion(null), [])
  return { versionId, toggle, stop }
}
