import { type LimitBreak, minuteOf, type Use } from '../areas/loudspeaker/limits.rules.ts'
import type { TogetherBreak } from '../areas/loudspeaker/together.rules.ts'
import type { PlaylistBody } from './playlist-body.schema.ts'

type Target = PlaylistBody['targets'][number]

/** How long one session is at a place, in ms: what is heard there, with the pause. */
export function sessionMsOf(body: PlaylistBody, target: Target): number {
  const lengths = new Map(body.versions.map((version) => [version.versionId, version.durationMs]))
  const of = (id: string | null) => (id === null ? 0 : (lengths.get(id) ?? 0))
  return target.items.reduce((ms, { first, second }) => ms + of(first) + of(second), body.pauseMs ?? 0)
}

/** How a publication uses the loudspeakers of a place. */
export function usageOf(body: PlaylistBody, target: Target): Use {
  const { validFrom, validTo, weekdays, starts, bulletinClass } = body
  return { validFrom, validTo, weekdays, starts, bulletinClass, sessionMs: sessionMsOf(body, target) }
}

/** What a publication writes down of the limits it passes over, each once for a place. */
export function overriddenIn(
  breaks: readonly {
    target: string
    breaks: readonly (LimitBreak & { together: TogetherBreak['together'] | null })[]
  }[],
): NonNullable<PlaylistBody['override']>['breaks'] {
  return breaks.flatMap(({ target, breaks }) =>
    breaks.map(({ limit, place, document, allowed, planned, together }) => ({
      target,
      limit,
      place,
      document,
      allowed,
      planned,
      together: together?.lists ?? [],
    })),
  )
}

const order = { normal: 0, priority: 1, urgent: 2 }

/** Which of two lists that sound at one time goes first: the higher class of bulletin. */
export function goesFirst(
  mine: PlaylistBody['bulletinClass'],
  theirs: PlaylistBody['bulletinClass'],
): 'this' | 'other' | 'neither' {
  if (order[mine] === order[theirs]) return 'neither'
  return order[mine] > order[theirs] ? 'this' : 'other'
}

/** The first time of day at which two lists sound at once at a place, such as `18:30`; minutes since midnight meet half-open. */
export function meetingAt(
  mine: { starts: readonly string[]; sessionMs: number },
  theirs: { starts: readonly string[]; sessionMs: number },
): string | null {
  for (const start of mine.starts) {
    const from = minuteOf(start)
    const to = from + mine.sessionMs / 60_000
    const met = theirs.starts.some((other) => {
      const otherFrom = minuteOf(other)
      return otherFrom < to && from < otherFrom + theirs.sessionMs / 60_000
    })
    if (met) return start
  }
  return null
}
