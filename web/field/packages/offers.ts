import { parseSignature } from '../../../server/packages/signature.rules.ts'
import { applyDelta, DELTA_TYPE, type Delta } from '../../../server/packages/text-delta.rules.ts'
import type { Certificate, Signed } from '../../../server/packages/verify.rules.ts'
import { issuedAt, judgedDay } from '../clock-store.ts'
import type { DeviceRow } from '../enrol/device.ts'
import { sha256Text } from '../log/chain.ts'
import { db } from '../store/db.ts'
import { keep, kept } from '../store/kept.ts'
import type { FieldState, OfferedPackage } from '../sync/field-state.ts'
import { officeAnswer } from '../sync/office.ts'
import { fitness, type Why } from './fitness.ts'
import { slotOf } from './kept-package.ts'

/** Takes the manifests of what the office offers and this phone has not judged yet. */
export async function takeOffers(device: DeviceRow, state: FieldState): Promise<void> {
  const refused = (await kept('refusals')) ?? {}
  const asked = (await kept('asked')) ?? []
  const today = await judgedDay()
  const now: Record<string, Why> = {}
  for (const offer of state.packages) {
    if (offer.state === 'withdrawn' || (await db.packages.get(offer.id))) continue
    if (offer.validTo <= today && !asked.includes(offer.id)) continue
    const before = refused[offer.id]
    const why = before && isFinal(before) ? before : await take(device, state, offer)
    if (why) now[offer.id] = why
  }
  await keep('refusals', now)
}

/** Whether no other answer is to be expected: what was garbled on the way, or is not served yet, is asked for again. */
const isFinal = (why: Why) => !['unsigned', 'other_manifest', 'other_place', 'bad_revocations'].includes(why)

async function take(device: DeviceRow, state: FieldState, offer: OfferedPackage): Promise<Why | undefined> {
  const manifestText = await manifestOf(device, offer)
  if (manifestText === undefined) return 'other_manifest'
  const path = `/field/packages/${offer.id}/manifest.json.minisig`
  const signature = await (await officeAnswer(device, path)).text()
  if (!parseSignature(signature)) return 'unsigned'
  const certificate = certificateFor(signature, state.keys.certificates)
  const judged = await fitness({ manifestText, signature, certificate })
  if (!judged.ok) return judged.why
  if (!certificate || judged.manifest.packageId !== offer.id) return 'other_manifest'
  const slot = slotOf(offer.playlistId, offer.target)
  const { sequence } = judged.manifest
  await db.packages.put({ id: offer.id, slot, sequence, manifestText, signature, certificate, told: false })
  await issuedAt(Date.parse(judged.manifest.issuedAt))
  return undefined
}

/** The exact text, made out of one that lies here where that spares bytes; undefined where it is not what was offered. */
async function manifestOf(device: DeviceRow, offer: OfferedPackage): Promise<string | undefined> {
  const before = await db.packages.where('slot').equals(slotOf(offer.playlistId, offer.target)).last()
  const path = `/field/packages/${offer.id}/manifest.json`
  const right = (text: string) => (sha256Text(text) === offer.manifestSha256 ? text : undefined)
  if (before) {
    const answer = await officeAnswer(device, `${path}?from=${sha256Text(before.manifestText)}`)
    if (!answer.headers.get('content-type')?.startsWith(DELTA_TYPE)) return right(await answer.text())
    const made = right(applyDelta(before.manifestText, (await answer.json()) as Delta))
    if (made !== undefined) return made
  }
  return right(await (await officeAnswer(device, path)).text())
}

const certificateFor = (signature: string, certificates: readonly Signed[]): Signed | undefined => {
  const by = parseSignature(signature)?.keyId
  return certificates.find(({ text }) => (JSON.parse(text) as Certificate).keyId === by)
}
