import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { Skeletons } from './Skeletons.tsx'

type Props<T> = {
  query: UseQueryResult<T>
  /** Shown while waiting; rows of the height of what comes. */
  skeleton?: ReactNode
  errorTitle?: string
  children: (data: T) => ReactNode
}

/** A query's answer, or its wait, or its failure. What was read before stays on the page when a renewal fails. */
export function Loaded<T>({ query, skeleton, errorTitle, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error)
    return (
      <ErrorState
        error={query.error}
        {...(errorTitle && { title: errorTitle })}
        onRetry={() => query.refetch()}
      />
    )
  return skeleton ?? <Skeletons />
}
