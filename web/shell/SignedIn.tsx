import { Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { followServer } from '../live.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useSession } from '../ui/session.ts'

/** Everything behind sign-in. Whoever is not signed in goes there and comes back to the same address. */
export function SignedIn() {
  const session = useSession()
  const here = useLocation({ select: (location) => location.href })
  const personId = session.data?.person?.id
  useEffect(() => (personId ? followServer() : undefined), [personId])

  if (session.data) {
    if (session.data.person) return <Outlet />
    return <Navigate to="/dang-nhap" search={here === '/' ? {} : { tiep: here }} replace />
  }
  if (session.error) return <ErrorState error={session.error} onRetry={() => session.refetch()} />
  return null
}
