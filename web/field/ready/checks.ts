import { lastDay } from '../../ui/days.ts'
import type { Tone } from '../shell/Card.tsx'
import type { ScreenName } from '../shell/screen.ts'
import type { Word } from '../words.ts'

/** What is known before a team sets off. */
export interface Facts {
  /** Last day of the trip, or today where none is planned. */
  until: string
  packages: readonly {
    id: string
    place: string
    /** The first day on which it is no longer valid. */
    validTo: string
    /** Every sound is here and was found right. */
    whole: boolean
    withdrawn: boolean
    /** A newer version waits to be fetched. */
    newer: boolean
  }[]
  /** The stick that was checked last; `packageId` is what lay on it. */
  stick: { packageId: string; title: string; at: string } | undefined
  /** Undefined where the browser does not tell. */
  battery: { level: number; charging: boolean } | undefined
  freeBytes: number | undefined
  /** The player itself is kept on the phone, and the browser may not clear it. */
  installed: boolean
  persistent: boolean
  clockUncertain: boolean
  waiting: number
  /** Showings of the trip whose hamlet has no number to call. */
  withoutPhone: readonly string[]
  contacts: number
}

export interface Check {
  tone: Tone
  word: Word
  values: Record<string, string | number>
  /** Where it is mended. */
  mend?: ScreenName
}

/** Enough for the next evening’s sound and a month of log; bytes. */
const ENOUGH_BYTES = 200_000_000
const ENOUGH_BATTERY = 0.6
const LOW_BATTERY = 0.2

/** Each thing that must be right before they go, in the order in which it matters. What is not known is left out. */
export function checksOf(facts: Facts): Check[] {
  const { packages, battery, freeBytes, waiting, withoutPhone } = facts
  const noPackage: Check[] = [{ tone: 'stop', word: 'ready.noPackage', values: {}, mend: 'goi' }]
  return [
    ...(packages.length === 0 ? noPackage : packages.map((one) => packageCheck(one, facts.until))),
    stickCheck(facts),
    facts.installed && facts.persistent
      ? good('ready.offline')
      : {
          tone: 'warn',
          word: facts.installed ? 'ready.mayClear' : 'ready.notOffline',
          values: {},
        },
    ...(battery ? [batteryCheck(battery)] : []),
    ...(freeBytes === undefined ? [] : [spaceCheck(freeBytes)]),
    ...(facts.clockUncertain ? [{ tone: 'warn', word: 'log.uncertain', values: {} } as const] : []),
    ...(waiting > 0
      ? [{ tone: 'warn', word: 'log.waiting', values: { count: waiting }, mend: 'nhat-ky' } as const]
      : []),
    withoutPhone.length > 0
      ? { tone: 'warn', word: 'ready.noPhone', values: { names: withoutPhone.join(', ') } }
      : facts.contacts === 0
        ? { tone: 'warn', word: 'ready.noContacts', values: {} }
        : good('ready.phones', { count: facts.contacts }),
  ]
}

/** How many are still to be seen to. */
export const openIn = (checks: readonly Check[]): number => checks.filter(({ tone }) => tone !== 'ok').length

const good = (word: Word, values: Check['values'] = {}): Check => ({ tone: 'ok', word, values })

function packageCheck(
  { place, validTo, whole, withdrawn, newer }: Facts['packages'][number],
  until: string,
): Check {
  const values = { place, day: lastDay(validTo) }
  if (withdrawn) return { tone: 'stop', word: 'ready.withdrawn', values, mend: 'goi' }
  if (!whole) return { tone: 'stop', word: 'ready.notWhole', values, mend: 'goi' }
  if (validTo <= until) return { tone: 'warn', word: 'ready.tooShort', values, mend: 'goi' }
  if (newer) return { tone: 'warn', word: 'ready.newer', values, mend: 'goi' }
  return good('ready.whole', values)
}

function stickCheck({ stick, packages }: Facts): Check {
  if (!stick) return { tone: 'warn', word: 'ready.noStick', values: {}, mend: 'kiem-tra' }
  const values = { title: stick.title, day: stick.at }
  // A stick of last week says what was true last week.
  if (packages.length > 0 && !packages.some(({ id }) => id === stick.packageId))
    return { tone: 'warn', word: 'ready.oldStick', values, mend: 'kiem-tra' }
  return good('ready.stick', values)
}

function batteryCheck({ level, charging }: NonNullable<Facts['battery']>): Check {
  const values = { percent: Math.round(level * 100) }
  if (charging || level >= ENOUGH_BATTERY) return good('ready.battery', values)
  return { tone: level <= LOW_BATTERY ? 'stop' : 'warn', word: 'ready.weak', values }
}

const spaceCheck = (freeBytes: number): Check => ({
  tone: freeBytes >= ENOUGH_BYTES ? 'ok' : 'warn',
  word: freeBytes >= ENOUGH_BYTES ? 'ready.free' : 'ready.littleRoom',
  values: { free: freeBytes },
})
