import { Temporal } from 'temporal-polyfill'

const ZONE = 'Asia/Ho_Chi_Minh'

/** The domain clock: what day it is for schedules and deadlines. Sign-in and leases use real time instead. */
export interface Clock {
  /** The instant as ISO text in UTC, to the millisecond. */
  now(): string
  /** The day at the station, as YYYY-MM-DD. */
  today(): string
}

/** Runs on from `startAt` when given, else follows the machine's clock. */
export function createClock(startAt?: string): Clock {
  const offsetMs = startAt ? Date.parse(startAt) - Date.now() : 0
  const now = () => new Date(Date.now() + offsetMs).toISOString()
  return { now, today: () => dayAt(now()) }
}

/** The station's day that an instant falls on. */
export function dayAt(instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString()
}
