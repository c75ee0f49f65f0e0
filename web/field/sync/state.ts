import { parsePublicKey } from '../../../server/packages/signature.rules.ts'
import { type Revocations, revokedKeys, type Signed } from '../../../server/packages/verify.rules.ts'
import { sha256 } from '../../ui/verify/sha256.ts'
import { officeTold } from '../clock-store.ts'
import type { DeviceRow } from '../enrol/device.ts'
import { acknowledge, waitingEvents } from '../log/forget.ts'
import { keep, kept } from '../store/kept.ts'
import { verify } from '../trust.ts'
import type { FieldHamlets, FieldState } from './field-state.ts'
import { askOffice } from './office.ts'

/** The office's key is not the one that the QR named: somebody stands between, or the code is of another office. */
export class OtherRoot extends Error {}

/** Fetches the office's word and keeps it. The root key is taken once; a different one later changes nothing. */
export async function fetchState(device: DeviceRow): Promise<FieldState> {
  const waiting = await waitingEvents(device.id)
  const query = new URLSearchParams()
  const [oldest, newest] = [await waiting.first(), await waiting.last()]
  if (oldest) query.set('waitingSince', oldest.at)
  if (newest) query.set('sequence', String(newest.sequence))
  const state = (await askOffice(device, `/field/state?${query}`)) as FieldState
  await pin(device, state.keys.root)
  await keep('state', { ...state, keys: await newestKeys(state) })
  await officeTold(Date.parse(state.serverTime))
  if (state.hamletsTag !== (await kept('hamlets'))?.tag)
    await keep('hamlets', (await askOffice(device, '/field/hamlets')) as FieldHamlets)
  await acknowledge(device.id, state)
  return state
}

async function pin(device: DeviceRow, root: string): Promise<void> {
  if (device.root) return
  const key = parsePublicKey(root)?.key
  if (!key || (device.fingerprint && fingerprintOf(key) !== device.fingerprint)) throw new OtherRoot()
  await keep('device', { ...device, root })
}

/** First 16 hex digits of the SHA-256 of the key's 32 bytes. */
function fingerprintOf(key: Uint8Array): string {
  const hash = sha256()
  hash.update(key)
  return hash.digest().slice(0, 16)
}

/** A revocation that was seen once stays, whatever a later answer says; one that is not the root's never counts. */
async function newestKeys({ keys }: FieldState): Promise<FieldState['keys']> {
  const root = (await kept('device'))?.root
  const pinned = root ? parsePublicKey(root) : undefined
  const ofRoot = async (told: Signed | null) =>
    told && pinned && (await revokedKeys(told, pinned, verify)) ? told : null
  const told = await ofRoot(keys.revocations)
  const before = await ofRoot((await kept('state'))?.keys.revocations ?? null)
  const isOlder = before !== null && (told === null || sequenceOf(told) < sequenceOf(before))
  return { ...keys, revocations: isOlder ? before : told }
}

const sequenceOf = ({ text }: Signed) => (JSON.parse(text) as Revocations).sequence
