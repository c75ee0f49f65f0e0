import { db } from '../store/db.ts'
import { keep, kept } from '../store/kept.ts'

/** What this phone is to the office. */
export interface DeviceRow {
  id: string
  token: string
  team: { id: string; name: string }
  /** The root key that all packages must go back to, as it was at enrolment; null until the office has named it. */
  root: string | null
  /** What the QR said the root key's fingerprint must be; null where the code was typed by hand. */
  fingerprint: string | null
  revoked: boolean
}

/** The enrolment in a link: `#ghi-danh=CODE&goc=FINGERPRINT`. */
export function enrolmentIn(hash: string): { code: string; fingerprint: string | null } | undefined {
  const values = new URLSearchParams(hash.replace(/^#/, ''))
  const code = values.get('ghi-danh')
  return code ? { code, fingerprint: values.get('goc') } : undefined
}

/** This phone, or undefined while it is not enrolled. */
export const thisDevice = () => kept('device')

/** Takes a new identity; what an earlier one wrote and the office does not have goes on as a colleague's log would. */
export async function becomeDevice(device: DeviceRow): Promise<void> {
  await db.transaction('rw', db.kept, db.events, db.brought, async () => {
    const former = await kept('device')
    if (former && former.id !== device.id) {
      await db.brought.bulkPut(await db.events.toArray())
      await db.events.clear()
    }
    await keep('device', device)
  })
}
