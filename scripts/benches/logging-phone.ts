import { randomUUID } from 'node:crypto'
import {
  chained,
  firstPrevious,
  lineOf,
  mayForget,
  type PlayEvent,
} from '../../server/field/logs/events.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'

/** A phone that writes a log and forgets of it only what the office holds, hash for hash. Remembers apart all it ever wrote. */
export function aLoggingPhone(id: string, token: string) {
  const all: PlayEvent[] = []
  let kept: PlayEvent[] = []
  let clock = Date.parse('2021-09-27T02:00:00.000Z')
  let boot = randomUUID()
  let monotonicMs = 0

  return {
    id,
    token,
    write(many: number) {
      for (let i = 0; i < many; i++) {
        clock += 30_000
        monotonicMs += 30_000
        const last = all.at(-1)
        const event = chained(
          {
            device: id,
            sequence: (last?.sequence ?? 0) + 1,
            boot,
            at: new Date(clock).toISOString(),
            monotonicMs,
            kind: i % 5 === 4 ? 'declared' : 'play',
            measured: i % 5 !== 4,
            packageId: null,
            versionId: null,
            contentId: null,
            part: 'notices',
            position: i,
            fromMs: 0,
            playedMs: 30_000,
            showingId: null,
            hamletId: null,
            count: null,
            detail: null,
          },
          last?.hash ?? firstPrevious,
          sha256Of,
        )
        all.push(event)
        kept.push(event)
      }
    },
    /** Killed: what was on its way is forgotten, what was written down is there. */
    restart() {
      boot = randomUUID()
      monotonicMs = 0
    },
    jump(ms: number) {
      clock += ms
    },
    /** The oldest that wait, as a request. */
    batch: (most: number) => ({ events: kept.slice(0, most), now: new Date(clock).toISOString() }),
    /** What it holds as a file, in any order, perhaps cut off in the middle of a line. */
    file(shuffled: <T>(some: readonly T[]) => T[], cutOff: number) {
      const lines = shuffled(kept).map(lineOf).join('\n')
      return cutOff % 3 === 0 ? lines.slice(0, Math.max(0, lines.length - cutOff)) : lines
    },
    hear(answer: unknown) {
      const held = mayForget(answer, (sequence) => all[sequence - 1]?.hash)
      if (held !== undefined) kept = kept.filter(({ sequence }) => sequence > held)
    },
    waiting: () => kept.length,
    everything: (): readonly PlayEvent[] => all,
  }
}
