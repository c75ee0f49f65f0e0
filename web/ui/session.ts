import { useQuery } from '@tanstack/react-query'
import type { Action, Role } from '../../server/http/permissions.rules.ts'
import { rolesFor } from '../../server/http/permissions.rules.ts'
import { api, unwrap } from '../api.ts'

export type { Role }

export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: () => unwrap(api.session.$get()),
    staleTime: 300_000,
  })
}

/** Who is signed in; undefined until known, and on the sign-in page. */
export function usePerson() {
  return useSession().data?.person ?? undefined
}

/** Whether the signed-in person's role holds an action: for showing what can be done, never for guarding it. */
export function useMay(action: Action): boolean {
  const person = usePerson()
  return person !== undefined && rolesFor(action).includes(person.role)
}
