import { queryClient } from '../../api.ts'
import { store } from '../../ui/store.ts'
import { handOver } from '../handing.ts'
import { type Belonging, type Held, heldFiles, letGo, settle } from './held.ts'

export const heldKey = ['shared files'] as const
export const renewHeld = () => queryClient.invalidateQueries({ queryKey: heldKey })

/** What became of a shared file in this tab: on its way as an upload, or why it is not. */
export interface Fate {
  name: string
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

/** Sends a shared file as a version of a work. It stays in this browser until the last byte has arrived. */
export async function send(held: Held, belongs: Belonging): Promise<void> {
  await settle(held.id, belongs)
  await renewHeld()
  await sendOnce({ ...held, belongs })
}

/** Goes on with what was on its way when the line, the battery or the tab went. */
export async function goOn(): Promise<void> {
  for (const held of await heldFiles()) if (held.belongs) void sendOnce(held)
}

/** One tab sends it, and once. */
const sendOnce = ({ id, file, belongs }: Held) =>
  navigator.locks.request(`vang.shared ${id}`, { ifAvailable: true }, async (lock) => {
    if (!lock || !belongs) return
    const { name } = file
    tell(id, { name })
    try {
      const { workId, language } = belongs
      const upload = await handOver(file, { workId, language })
      tell(id, { name, uploadId: upload.id })
      if (!(await upload.arrived)) throw new Error('The upload ended before its last byte')
      await letGo(id)
    } catch (error) {
      tell(id, { name, error })
    }
    await renewHeld()
  })

/** Throws a shared file away; the app it came from still has it. */
export async function drop(id: string): Promise<void> {
  await letGo(id)
  tell(id, null)
  await renewHeld()
}

/** Lets other apps of this device share recordings with Vang, and goes on with what they shared before. */
export function receiveShares(): () => void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return () => {}
  if (import.meta.env.PROD)
    navigator.serviceWorker
      .register('/chia-se-nhan.js', { scope: '/chia-se', type: 'module', updateViaCache: 'none' })
      // A browser in which storage is forbidden shares nothing, and works otherwise.
      .catch(() => undefined)
  const again = () => void goOn().catch(() => undefined)
  again()
  window.addEventListener('online', again)
  return () => window.removeEventListener('online', again)
}
