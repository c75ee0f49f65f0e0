import { verifyAsync } from '@noble/ed25519'
import { useQuery } from '@tanstack/react-query'
import { type Refusal, type Signed, verifyManifest } from '../../server/packages/verify.rules.ts'
import { api, unwrap } from '../api.ts'
import type { Candidate } from '../ui/verify/verify.ts'

const REMEMBERED = 'vang.packageKeys'

interface Keys {
  root: string
  revocations: Signed | null
}

/** The keys as the server names them, or as it did last time: a stick is checked where there is no network. */
function useKeys() {
  return useQuery({
    queryKey: ['package', 'keys'],
    networkMode: 'always',
    retry: false,
    queryFn: async (): Promise<Keys | null> => {
      try {
        const { root, revocations } = await unwrap(api.packages.keys.$get())
        localStorage.setItem(REMEMBERED, JSON.stringify({ root, revocations }))
        return { root, revocations }
      } catch {
        const remembered = localStorage.getItem(REMEMBERED)
        return remembered === null ? null : (JSON.parse(remembered) as Keys)
      }
    },
  })
}

/** `unknown`: nobody has told this browser our keys yet, or it has no SHA-512, which plain http takes away. */
export type Trust = 'checking' | 'signed' | 'unknown' | Refusal

/** Whether a package found on a stick or in a ZIP was signed by us, word for word. */
export function useTrust({ claimed, folder }: Candidate): Trust {
  const keys = useKeys().data
  const trust = useQuery({
    queryKey: ['package', 'trust', folder, keys?.root, claimed.manifestBytes.length, claimed.signature],
    networkMode: 'always',
    enabled: keys !== undefined,
    // What was chosen anew is looked at anew, though it may be called the same.
    gcTime: 0,
    queryFn: async (): Promise<Trust> => {
      if (!keys || !globalThis.crypto.subtle) return 'unknown'
      const verified = await verifyManifest({
        ...claimed,
        ...keys,
        verify: (key, message, signature) =>
          verifyAsync(signature, message, key, { zip215: false }).catch(() => false),
      })
      return verified.ok ? 'signed' : verified.why
    },
  })
  return trust.data ?? 'checking'
}
