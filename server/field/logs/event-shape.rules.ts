import { eventKinds, hashOf, type PlayEvent } from './events.rules.ts'

// Without zod: a phone judges what a colleague hands over by the same rule as the office, and has no room for it.

type Fits = (value: unknown) => boolean

const text =
  (most: number): Fits =>
  (value) =>
    typeof value === 'string' && value.length <= most
const whole =
  (least = 0, most = Number.MAX_SAFE_INTEGER): Fits =>
  (value) =>
    Number.isSafeInteger(value) && least <= (value as number) && (value as number) <= most
const orNull =
  (fits: Fits): Fits =>
  (value) =>
    value === null || fits(value)
const truth: Fits = (value) => typeof value === 'boolean'
const sha256: Fits = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
/** As a clock of four-digit years writes it: an order of texts is then one of times. */
const instant: Fits = (value) =>
  typeof value === 'string' &&
  value.length === 24 &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString() === value
const value: Fits = (one) => one === null || truth(one) || Number.isFinite(one) || text(1000)(one)
const namedValues: Fits = (detail) =>
  typeof detail === 'object' &&
  !Array.isArray(detail) &&
  Object.entries(detail ?? {}).every(([name, one]) => name.length <= 40 && value(one))

const id = orNull(text(80))
const count = orNull(whole())
const shape: Readonly<Record<keyof PlayEvent, Fits>> = {
  device: text(64),
  sequence: whole(1),
  boot: text(64),
  at: instant,
  monotonicMs: whole(),
  kind: (kind) => (eventKinds as readonly unknown[]).includes(kind),
  measured: truth,
  packageId: id,
  versionId: id,
  contentId: id,
  part: orNull(text(40)),
  position: count,
  fromMs: count,
  playedMs: count,
  showingId: id,
  hamletId: id,
  count: orNull(whole(0, 100_000)),
  detail: (detail) => text(2000)(detail) || namedValues(detail),
  previous: sha256,
  hash: sha256,
}
const fields = Object.entries(shape)

/** A whole event, with nothing beside it, that carries its own hash; undefined for anything else. `sha256` answers in hex. */
export function readEvent(raw: unknown, sha256: (text: string) => string): PlayEvent | undefined {
  if (raw === null || typeof raw !== 'object' || Object.keys(raw).length !== fields.length) return undefined
  if (!fields.every(([name, fits]) => fits(Reflect.get(raw, name)))) return undefined
  const event = raw as PlayEvent
  return hashOf(event, sha256) === event.hash ? event : undefined
}

/** An event out of one line of a log that travels as a file; undefined for a line that is none, or half of one. */
export function readLine(line: string, sha256: (text: string) => string): PlayEvent | undefined {
  try {
    return readEvent(JSON.parse(line.replace(/^\uFEFF/, '')), sha256)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
