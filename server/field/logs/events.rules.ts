import { canonicalJson } from '../../storage/canonical.rules.ts'

/** What a device writes down. A play is one stretch that sounded without a cut. */
export const eventKinds = [
  'play',
  'declared',
  'stop',
  'language',
  'override',
  'verified',
  'showing',
  'note',
] as const
export type EventKind = (typeof eventKinds)[number]

/** What else is to be said: a word, or named values. */
export type EventDetail = string | Readonly<Record<string, string | number | boolean | null>> | null

/** What a device writes before it is chained: its own clock is written down as it stands, right or wrong. */
export interface EventBody {
  readonly device: string
  /** From 1, without gaps, per device. */
  readonly sequence: number
  /** Changes whenever the device's monotonic clock begins anew. */
  readonly boot: string
  /** The device's own clock, ISO 8601 in UTC. */
  readonly at: string
  /** Since boot, ms, whole. */
  readonly monotonicMs: number
  readonly kind: EventKind
  /** True where the player itself counted what sounded; false where a person says so. */
  readonly measured: boolean
  readonly packageId: string | null
  readonly versionId: string | null
  readonly contentId: string | null
  /** The part of the evening. */
  readonly part: string | null
  readonly position: number | null
  /** Where in the sound the stretch began, ms. */
  readonly fromMs: number | null
  /** What really sounded, ms. */
  readonly playedMs: number | null
  readonly showingId: string | null
  readonly hamletId: string | null
  /** How many people, in a `showing`; how many times, in a `declared`. */
  readonly count: number | null
  readonly detail: EventDetail
}

export interface PlayEvent extends EventBody {
  /** The hash of the event before; `firstPrevious` in the first. */
  readonly previous: string
  /** SHA-256 (hex) of everything else in canonical JSON. */
  readonly hash: string
}

/** What the first event of a device names as the one before it. */
export const firstPrevious = '0'.repeat(64)

// Named one by one, so that an object with more in it hashes the same.
const hashed = [
  ...(['device', 'sequence', 'boot', 'at', 'monotonicMs', 'kind', 'measured'] as const),
  ...(['packageId', 'versionId', 'contentId', 'part', 'position', 'fromMs', 'playedMs'] as const),
  ...(['showingId', 'hamletId', 'count', 'detail', 'previous'] as const),
]

/** The hash an event must carry; `sha256` answers in hex. */
export const hashOf = (event: Omit<PlayEvent, 'hash'>, sha256: (text: string) => string): string =>
  sha256(canonicalJson(Object.fromEntries(hashed.map((name) => [name, event[name]]))))

/** Puts an event behind the one before it (its hash, or `firstPrevious`). */
export function chained(body: EventBody, previous: string, sha256: (text: string) => string): PlayEvent {
  return { ...body, previous, hash: hashOf({ ...body, previous }, sha256) }
}

/** One line of a log that travels as a file (NDJSON). */
export const lineOf = (event: PlayEvent): string => JSON.stringify(event)

/** How far the server holds a device's log, after commit. */
export interface Acknowledged {
  /** Every event up to this sequence is held; 0 where none is. */
  readonly acknowledged: number
  /** The hash of the event with that sequence; `firstPrevious` at 0. */
  readonly hash: string
}

/**
 * Up to which sequence a device may forget what it wrote. The server's answer counts only where it names the device's own event:
 * a clone's answer, or that of a page which stands between (a captive portal answers 200 to everything), frees nothing.
 */
export function mayForget(
  answer: unknown,
  hashAt: (sequence: number) => string | undefined,
): number | undefined {
  if (answer === null || typeof answer !== 'object') return undefined
  const acknowledged: unknown = Reflect.get(answer, 'acknowledged')
  if (typeof acknowledged !== 'number' || !Number.isSafeInteger(acknowledged) || acknowledged < 1)
    return undefined
  return hashAt(acknowledged) === Reflect.get(answer, 'hash') ? acknowledged : undefined
}
