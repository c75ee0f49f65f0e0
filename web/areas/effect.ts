import type { ComponentType } from 'react'

/** What another feature shows of a new order of languages before it is saved; the router brings it. */
export type Effect = ComponentType<{
  target: { kind: 'area' | 'cluster'; id: string }
  languages: readonly string[]
}>
