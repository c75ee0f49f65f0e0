import { useEffect } from 'react'
import { useSession } from '../../ui/session.ts'
import { noteHere } from './held.ts'

/** Says to the receiver of shares who is in this browser, so that what is shared meanwhile is theirs. */
export function useHere(personId: string | null | undefined): void {
  useEffect(() => {
    // Where storage is forbidden nothing is shared either.
    if (personId !== undefined) noteHere(personId).catch(() => undefined)
  }, [personId])
}

/** Beside the sign-in page: while nobody is here, what is shared is nobody's. */
export function useNobodyHere(): void {
  const session = useSession().data
  useHere(session && !session.person ? null : undefined)
}
