import type { ClockRow } from '../clock.ts'
import type { DeviceRow } from '../enrol/device.ts'
import type { Why } from '../packages/fitness.ts'
import type { Draft } from '../showing/draft.ts'
import type { EveningRow } from '../stop/evening-row.ts'
import type { FieldHamlets, FieldState } from '../sync/field-state.ts'
import { db } from './db.ts'

/** The few values there is one of each. */
interface Kept {
  device: DeviceRow
  /** The office's last word, read when there is no network. */
  state: FieldState
  clock: ClockRow
  /** The evening that is going on, written every second. */
  evening: EveningRow
  /** Packages that were offered and not taken, with the reason, by id. */
  refusals: Record<string, Why>
  /** Large packages that somebody asked for, by id. */
  asked: string[]
  /** Hamlets that the team may name, for a showing that nobody planned. */
  hamlets: FieldHamlets
  /** A closing that is being filled in. */
  closing: Draft
  /** When a stick was last checked and found whole, and which package lay on it. */
  stick: { packageId: string; title: string; at: string }
}

export async function kept<K extends keyof Kept>(key: K): Promise<Kept[K] | undefined> {
  return (await db.kept.get(key)) as Kept[K] | undefined
}

export async function keep<K extends keyof Kept>(key: K, value: Kept[K]): Promise<void> {
  await db.kept.put(value, key)
}

export async function forget(key: keyof Kept): Promise<void> {
  await db.kept.delete(key)
}
