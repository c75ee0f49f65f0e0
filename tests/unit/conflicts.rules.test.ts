import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Airable,
  type Checked,
  conflictsIn,
  type Right,
  type WorkFacts,
} from '../../server/schedule/conflicts/conflicts.rules.ts'
import { type Run, usedUp } from '../../server/schedule/conflicts/runs.rules.ts'
import { endOf, instantOf, parseTimeOfDay } from '../../server/schedule/schedule.rules.ts'

const SUNDAY = '2021-10-03'
const MINUTE = 60_000

let count = 0
const aRow = (start: string, minutes: number, more: Partial<Checked> = {}): Checked => {
  const day = more.day ?? SUNDAY
  const startsAt = instantOf(day, parseTimeOfDay(start) ?? 0)
  const durationMs = minutes * MINUTE
  return {
    id: `slot ${++count}`,
    channelId: 'cao-bang',
    day,
    startsAt,
    endsAt: endOf(startsAt, durationMs),
    durationMs,
    kind: 'title',
    workId: null,
    versionId: null,
    language: null,
    firstSlotId: null,
    gapPolicy: null,
    ...more,
  }
}

const aWorkRow = (start: string, minutes: number, more: Partial<Checked> = {}) =>
  aRow(start, minutes, { kind: 'work', workId: 'night', ...more })

const airable = (minutes: number, more: Partial<Airable> = {}): Airable => ({
  id: 'version',
  number: 1,
  language: 'vi',
  durationMs: minutes * MINUTE,
  stored: true,
  ...more,
})

const night = (values: Partial<WorkFacts> = {}) =>
  new Map([['night', { airable: [airable(30)], rights: [], ...values }]])
const right = (values: Partial<Right>): Right => ({ from: null, to: null, runs: null, ...values })
const inOrder = (rows: Checked[]) =>
  rows.toSorted((a, b) => a.channelId.localeCompare(b.channelId) || a.startsAt.localeCompare(b.startsAt))
const codes = (rows: Checked[], works: Map<string, WorkFacts> = night()) =>
  conflictsIn(inOrder(rows), works).map(({ code }) => code)

describe('what stands against a plan', () => {
  it('is nothing where one slot ends as the next begins', () => {
    expect(codes([aRow('19:00', 60), aWorkRow('20:00', 30), aRow('20:30', 10)])).toEqual([])
  })

  it('is each overlap, with how much time is shared', () => {
    const [long, first, second] = [aRow('19:00', 120), aRow('19:30', 10), aRow('20:50', 30)]
    expect(conflictsIn([long, first, second], night())).toMatchObject([
      { code: 'overlap', slotId: first.id, otherId: long.id, durationMs: 10 * MINUTE },
      { code: 'overlap', slotId: second.id, otherId: long.id, durationMs: 10 * MINUTE },
    ])
  })

  it('is never an overlap between two channels', () => {
    expect(codes([aRow('19:00', 60), aRow('19:00', 60, { channelId: 'other' })])).toEqual([])
  })

  it('lets a slot from 23:30 to 00:30 conflict only with what it overlaps', () => {
    const over = aRow('23:30', 60)
    const before = aRow('22:30', 60)
    const next = aRow('00:20', 20, { day: '2021-10-04' })
    const after = aRow('00:40', 20, { day: '2021-10-04' })
    expect(conflictsIn(inOrder([before, over, next, after]), night())).toMatchObject([
      { code: 'overlap', slotId: next.id, otherId: over.id, durationMs: 10 * MINUTE },
    ])
  })

  it('agrees with comparing every pair', () => {
    const rows = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 600 }),
        minutes: fc.integer({ min: 1, max: 90 }),
        channel: fc.constantFrom('a', 'b'),
      }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(rows, (list) => {
        const slots = inOrder(
          list.map(({ at, minutes, channel }) =>
            aRow(
              `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`,
              minutes,
              { channelId: channel },
            ),
          ),
        )
        const expected = slots.flatMap((a, i) =>
          slots
            .slice(i + 1)
            .filter((b) => a.channelId === b.channelId && a.startsAt < b.endsAt && b.startsAt < a.endsAt),
        )
        expect(conflictsIn(slots, new Map()).filter(({ code }) => code === 'overlap')).toHaveLength(
          expected.length,
        )
      }),
    )
  })

  it('is a gap, unless the channel is off the air or it was left open on purpose', () => {
    expect(codes([aRow('19:00', 30), aRow('19:40', 20)])).toEqual(['gap'])
    expect(codes([aRow('06:00', 30), aRow('19:40', 20)])).toEqual([])
    expect(codes([aRow('19:00', 30, { gapPolicy: 'leave' }), aRow('19:40', 20)])).toEqual([])
  })

  it('is a work without an approved recording, and one that was pinned by hand', () => {
    expect(conflictsIn([aWorkRow('20:00', 30)], night({ airable: [] }))).toMatchObject([
      { code: 'not_approved', pinned: false },
    ])
    expect(conflictsIn([aWorkRow('20:00', 30, { versionId: 'gone' })], night())).toMatchObject([
      { code: 'not_approved', pinned: true },
    ])
  })

  it('is a recording that is longer than its slot, much shorter, or not at hand', () => {
    expect(conflictsIn([aWorkRow('20:00', 29)], night())).toMatchObject([{ code: 'too_long', byMs: MINUTE }])
    expect(conflictsIn([aWorkRow('20:00', 32)], night())).toMatchObject([
      { code: 'too_short', byMs: 2 * MINUTE },
    ])
    expect(codes([aWorkRow('20:00', 30)], night({ airable: [airable(30, { stored: false })] }))).toEqual([
      'media_missing',
    ])
  })

  it('is a repeat that comes before its first run', () => {
    const first = aWorkRow('21:00', 30)
    const repeat = aWorkRow('20:30', 30, { firstSlotId: first.id })
    expect(codes([repeat, first])).toEqual(['repeat_before_first'])
  })

  it('is a licence that has ended, has not begun, or is used up', () => {
    const row = aWorkRow('20:00', 30)
    expect(conflictsIn([row], night({ rights: [right({ to: SUNDAY })] }))).toMatchObject([
      { code: 'rights_expired', to: SUNDAY },
    ])
    expect(codes([row], night({ rights: [right({ from: '2021-10-04' })] }))).toEqual(['rights_not_yet'])
  })

  describe('and runs', () => {
    const [first, second, third] = ['20:00', '20:30', '21:00'].map((start) => aWorkRow(start, 30))
    const rows = [first, second, third].flatMap((row) => row ?? [])
    const now = '2021-10-01T00:00:00.000Z'
    const aRun = (day: string, more: Partial<Run> = {}): Run => ({
      slotId: null,
      channelId: 'other',
      day,
      startsAt: `${day}T13:00:00.000Z`,
      firm: true,
      ...more,
    })
    const beyond = (rights: Right[], runs: Run[] = [], more: Partial<Parameters<typeof usedUp>[1]> = {}) =>
      usedUp(rows, { runs, rights, now, covers: () => false, ...more }).map(({ slotId }) => slotId)

    it('are used up by the rows themselves, the later ones first', () => {
      expect(beyond([right({ runs: 2 })])).toEqual([third?.id])
      expect(beyond([right({ runs: 2 }), right({ runs: 1 })])).toEqual([])
      expect(beyond([right({ runs: 1 }), right({})])).toEqual([])
    })

    it('are used up by firm runs at any time, by drafts only where they come before', () => {
      const two = [right({ runs: 2 })]
      expect(beyond(two, [aRun('2021-11-01')])).toEqual([second?.id, third?.id])
      expect(beyond(two, [aRun('2021-11-01', { firm: false })])).toEqual([third?.id])
      expect(beyond(two, [aRun('2021-10-02', { firm: false })])).toEqual([second?.id, third?.id])
    })

    it('leave what is published in its place, and call the draft one too many', () => {
      const published = [aRun(SUNDAY, { slotId: third?.id ?? '', startsAt: third?.startsAt ?? '' })]
      expect(beyond([right({ runs: 1 })], published)).toEqual([first?.id, second?.id])
    })

    it('count within the licence that holds alone, and not what the draft replaces', () => {
      const october = [right({ from: '2021-10-01', to: '2021-11-01', runs: 3 })]
      expect(beyond(october, [aRun('2021-09-20'), aRun('2021-11-01')])).toEqual([])
      const dropped = [aRun(SUNDAY, { slotId: 'dropped' })]
      expect(beyond(october, dropped)).toEqual([third?.id])
      expect(beyond(october, dropped, { covers: () => true })).toEqual([])
    })

    it('have nothing to say of rows that have begun', () => {
      expect(beyond([right({ runs: 1 })], [], { now: third?.startsAt ?? '' })).toEqual([])
    })
  })

  it('is a week with too little in a language', () => {
    const quotas = [{ channelId: 'cao-bang', language: 'tyz', leastMsPerWeek: 60 * MINUTE }]
    const rows = [aRow('19:00', 25, { language: 'tyz' })]
    expect(conflictsIn(rows, night(), quotas)).toEqual([
      { code: 'quota', channelId: 'cao-bang', week: '2021-09-27', language: 'tyz', missingMs: 35 * MINUTE },
    ])
  })

  it('counts a recording in its own language where the slot names none', () => {
    const quotas = [{ channelId: 'cao-bang', language: 'tyz', leastMsPerWeek: 60 * MINUTE }]
    const works = night({ airable: [airable(60, { language: 'tyz' })] })
    expect(conflictsIn([aWorkRow('19:00', 60, { language: null })], works, quotas)).toEqual([])
  })
})
