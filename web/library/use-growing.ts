import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { api, queryClient, unwrap } from '../api.ts'
import { canGrow, GrowingSource } from './growing-source.ts'
import type { Version } from './library.api.ts'

const everyMs = 2000

export interface Growing {
  /** For the player's `src`. */
  url: string
  /** How much of the version can be seen, ms. */
  readyMs: number
  follow(positionMs: number): void
}

/** The preview of a recording while it is being analysed: undefined before there is any, 'unplayable' where a browser cannot. */
export function useGrowing(version: Version, wanted: boolean): Growing | 'unplayable' | undefined {
  const { id } = version
  const startMs = version.inMs ?? 0
  const [readyMs, setReady] = useState(0)
  const list = useQuery({
    queryKey: ['growing', id],
    enabled: wanted,
    refetchInterval: everyMs,
    queryFn: () => unwrap(api.versions[':id'].growing.$get({ param: { id } })),
  })
  const { growing = false, mime = '', totalMs = 0, stretches } = list.data ?? {}
  const playable = wanted && growing && canGrow(mime)
  const source = useMemo(
    () =>
      playable
        ? new GrowingSource({
            address: `/api/versions/${id}/growing`,
            mime,
            totalMs,
            onReady: (readyS) => setReady(Math.round(readyS * 1000)),
          })
        : undefined,
    [playable, id, mime, totalMs],
  )
  useEffect(() => () => source?.close(), [source])
  // When it grows no more it is there as a whole, or has been refused.
  useEffect(() => {
    if (wanted && list.data && !growing) queryClient.invalidateQueries({ queryKey: ['version', id] })
  }, [wanted, growing, list.data, id])
  const follow = (positionMs: number) => source?.follow(stretches ?? [], startMs + positionMs)
  const kept = useRef<Growing>(undefined)
  if (source) kept.current = { url: source.url, readyMs: Math.max(0, readyMs - startMs), follow }
  if (wanted && growing && !canGrow(mime)) return 'unplayable'
  // Between the last piece and the whole preview the player stays as it is, and with it the place.
  return wanted ? kept.current : undefined
}
