import { useQuery } from '@tanstack/react-query'
import { queryClient } from '../../api.ts'
import { store } from '../../ui/store.ts'
import { handOver } from '../handing.ts'
import { type Belonging, type Held, heldFor, letGo, settle } from './held.ts'

const heldKey = ['shared files'] as const
export const renewHeld = () => queryClient.invalidateQueries({ queryKey: heldKey })

/** What waits in this browser for one person. */
export const useHeld = (personId: string | undefined) =>
  useQuery({
    queryKey: [...heldKey, personId],
    queryFn: () => heldFor(personId ?? null),
    enabled: personId !== undefined,
    retry: false,
  })

/** What became of a shared file in this tab: on its way as an upload, or why it is not. */
export interface Fate {
  name: string
  personId: string
  uploadId?: string
  error?: unknown
}
export const fates = store<ReadonlyMap<string, Fate>>(new Map())

const tell = (id: string, fate: Fate | null) => {
  const next = new Map(fates.get())
  if (fate) next.set(id, fate)
  else next.delete(id)
  fates.set(next)
}

/** Sends a shared file as a version of a work, as this person's. It stays in this browser until the last byte has arrived. */
export async function send(held: Held, personId: string, belongs: Belonging): Promise<void> {
  await settle(held.id, personId, belongs)
  await renewHeld()
  await sendOnce({ ...held, personId, belongs })
}

/** Goes on with what this person had on its way when the line, the battery or the tab went. */
async function goOn(personId: string): Promise<void> {
  for (const held of (await heldFor(personId)).files) if (held.belongs) void sendOnce(held)
}

/** One tab sends it, and once. */
const sendOnce = ({ id, file, personId, belongs }: Held) =>
  navigator.locks.request(`vang.shared ${id}`, { ifAvailable: true }, async (lock) => {
    if (!lock || !belongs || !personId) return
    const about = { name: file.name, personId }
    tell(id, about)
    try {
      const { workId, language } = belongs
      const upload = await handOver(file, { workId, language })
      tell(id, { ...about, uploadId: upload.id })
      if (!(await upload.arrived)) throw new Error('The upload ended before its last byte')
      await letGo([id])
    } catch (error) {
      tell(id, { ...about, error })
    }
    await renewHeld()
  })

/** Throws shared files away; the app they came from still has them. */
export async function drop(ids: readonly string[]): Promise<void> {
  await letGo(ids)
  for (const id of ids) tell(id, null)
  await renewHeld()
}

/** Lets other apps of this device share recordings with Vang, and goes on with what this person shared before. */
export function receiveShares(personId: string): () => void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return () => {}
  if (import.meta.env.PROD)
    navigator.serviceWorker
      .register('/chia-se-nhan.js', { scope: '/chia-se', type: 'module', updateViaCache: 'none' })
      // A browser in which storage is forbidden shares nothing, and works otherwise.
      .catch(() => undefined)
  const again = () => void goOn(personId).catch(() => undefined)
  again()
  window.addEventListener('online', again)
  return () => window.removeEventListener('online', again)
}
