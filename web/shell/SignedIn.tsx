import { Navigate, Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { followServer } from '../live.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useSession } from '../ui/session.ts'

/** Everything behind sign-in. Whoever is not signed in goes there and comes back to the same address. */
export function SignedIn() {
  const session = useSession()
  const personId = session.data?.person?.id
  useEffect(() => (personId ? followServer() : undefined), [personId])

  if (session.data) return session.data.person ? <Outlet /> : <ToSignIn />
  if (session.error) return <ErrorState error={session.error} onRetry={() => session.refetch()} />
  return null
}

function ToSignIn() {
  const router = useRouter()
  // Kept as it was: while leaving, the address is already that of the sign-in page.
  const [back] = useState(() => router.state.location.href)
  return <Navigate to="/dang-nhap" search={back === '/' ? {} : { tiep: back }} replace />
}
