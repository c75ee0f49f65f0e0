import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asOnClock, startIn } from '../../server/schedule/imports/hours.rules.ts'
import { readPasted } from '../../server/schedule/paste.rules.ts'
import { gapsOf, overlaps, overlapsOf, versionToAir } from '../../server/schedule/plan.rules.ts'
import {
  besidePlanned,
  broadcastDayOf,
  endOf,
  instantOf,
  lengthText,
  parseLength,
  parseTimeOfDay,
  secondsOfDay,
  timeOfDay,
  weekFrom,
} from '../../server/schedule/schedule.rules.ts'

const at = (hour: number, minute = 0, second = 0) => hour * 3600 + minute * 60 + second
const MIN = 60_000

describe('times as people type them', () => {
  it.each([
    ['2010', at(20, 10)],
    ['20h10', at(20, 10)],
    ['20:10', at(20, 10)],
    ['20.10', at(20, 10)],
    ['20g10', at(20, 10)],
    [' 20H10 ', at(20, 10)],
    ['20:10:30', at(20, 10, 30)],
    ['201030', at(20, 10, 30)],
    ['8h', at(8)],
    ['8h05', at(8, 5)],
    ['805', at(8, 5)],
    ['0:00', 0],
    ['23:59:59', at(23, 59, 59)],
  ])('reads %s', (text, seconds) => expect(parseTimeOfDay(text)).toBe(seconds))

  it.each(['', '24:00', '20:60', '20:10:60', '9999', 'tối', '-1', '20h10h', '8', '12345', '20:1x'])(
    'refuses “%s”',
    (text) => expect(parseTimeOfDay(text)).toBeUndefined(),
  )

  it('reads back every time it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => {
        expect(parseTimeOfDay(timeOfDay(instantOf('2021-10-03', seconds)))).toBe(seconds)
      }),
    )
  })
})

describe('lengths as people type them', () => {
  it.each([
    [`92'15"`, 92 * MIN + 15_000],
    ['92’15”', 92 * MIN + 15_000],
    [`92'15''`, 92 * MIN + 15_000],
    [`92'`, 92 * MIN],
    ['45', 45 * MIN],
    ['45p', 45 * MIN],
    ['45 phút', 45 * MIN],
    ['30"', 30_000],
    ['1h30', 90 * MIN],
    ['1h', 60 * MIN],
    ['92:15', 92 * MIN + 15_000],
    ['1:32:15', 92 * MIN + 15_000],
  ])('reads %s', (text, ms) => expect(parseLength(text)).toBe(ms))

  it.each(['', '0', `0'0"`, 'dài', '-5', '1:2:3:4', '1441'])('refuses “%s”', (text) =>
    expect(parseLength(text)).toBeUndefined(),
  )

  it('reads back every length it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400 }), (seconds) => {
        expect(parseLength(lengthText(seconds * 1000))).toBe(seconds * 1000)
      }),
    )
  })
})

describe('broadcast days', () => {
  it('puts an hour on its instant in the station’s zone', () => {
    expect(instantOf('2021-10-03', at(20, 10))).toBe('2021-10-03T13:10:00.000Z')
    expect(instantOf('2021-10-03', at(0, 30))).toBe('2021-10-02T17:30:00.000Z')
    expect(timeOfDay('2021-10-03T13:10:00.000Z')).toBe('20:10')
    expect(timeOfDay('2021-10-03T13:10:05.000Z')).toBe('20:10:05')
  })

  it('runs a day that begins at 05:00 on into the early hours of the next', () => {
    expect(instantOf('2021-10-03', at(0, 30), 300)).toBe('2021-10-03T17:30:00.000Z')
    expect(instantOf('2021-10-03', at(5), 300)).toBe('2021-10-02T22:00:00.000Z')
    expect(broadcastDayOf('2021-10-03T17:30:00.000Z', 300)).toBe('2021-10-03')
  })

  it('mean the night beside what was planned where an hour is told over midnight', () => {
    // 23:50 by the station's clock, told as 00:05; and 00:10, told as 23:58.
    expect(besidePlanned('2021-10-02T17:05:00.000Z', '2021-10-03T16:50:00.000Z')).toBe(
      '2021-10-03T17:05:00.000Z',
    )
    expect(besidePlanned('2021-10-03T16:58:00.000Z', '2021-10-02T17:10:00.000Z')).toBe(
      '2021-10-02T16:58:00.000Z',
    )
    expect(besidePlanned('2021-10-02T23:00:00.000Z', '2021-10-03T13:10:00.000Z')).toBe(
      '2021-10-02T23:00:00.000Z',
    )
  })

  it('finds for every instant it makes the day and hour it was made of', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_399 }),
        fc.integer({ min: 0, max: 720 }),
        fc.constantFrom('2021-10-03', '2024-02-29', '2021-12-31'),
        (seconds, dayStartsMin, day) => {
          const instant = instantOf(day, seconds, dayStartsMin)
          expect(broadcastDayOf(instant, dayStartsMin)).toBe(day)
          expect(secondsOfDay(instant)).toBe(seconds)
        },
      ),
    )
  })

  it('counts seven days over the end of a month', () => {
    expect(weekFrom('2021-09-27')).toEqual([
      '2021-09-27',
      '2021-09-28',
      '2021-09-29',
      '2021-09-30',
      '2021-10-01',
      '2021-10-02',
      '2021-10-03',
    ])
  })
})

const stretch = (start: number, minutes: number, day = '2021-10-03') => {
  const startsAt = instantOf(day, start)
  return { startsAt, endsAt: endOf(startsAt, minutes * MIN) }
}

describe('overlaps and gaps', () => {
  it('lets one begin where another ends', () => {
    expect(overlaps(stretch(at(20), 30), stretch(at(20, 30), 30))).toBe(false)
    expect(overlaps(stretch(at(20), 31), stretch(at(20, 30), 30))).toBe(true)
  })

  it('meets a slot over midnight on the day after', () => {
    const late = stretch(at(23, 30), 60)
    expect(overlaps(late, stretch(at(0, 29), 10, '2021-10-04'))).toBe(true)
    expect(overlaps(late, stretch(at(0, 30), 10, '2021-10-04'))).toBe(false)
  })

  it('measures the shared minutes of each pair', () => {
    const found = overlapsOf([stretch(at(20, 45), 15), stretch(at(20, 10), 45), stretch(at(21), 5)])
    expect(found.map((o) => [timeOfDay(o.startsAt), o.durationMs])).toEqual([['20:45', 10 * MIN]])
  })

  it('finds exactly the pairs that comparing every two finds', () => {
    const some = fc.array(
      fc.record({ start: fc.integer({ min: 0, max: 600 }), minutes: fc.integer({ min: 1, max: 90 }) }),
      { maxLength: 25 },
    )
    fc.assert(
      fc.property(some, (raw) => {
        const slots = raw.map(({ start, minutes }, id) => ({ id, ...stretch(start * 60, minutes) }))
        const pairs = slots.flatMap((a, i) =>
          slots
            .slice(i + 1)
            .filter((b) => overlaps(a, b))
            .map((b) => [a.id, b.id].sort((x, y) => x - y).join()),
        )
        const found = overlapsOf(slots).map(({ first, second }) =>
          [first.id, second.id].sort((x, y) => x - y).join(),
        )
        expect(found.sort()).toEqual(pairs.sort())
      }),
    )
  })

  it('calls a hole a gap, but not the hours off the air, nor what an overlapping slot still fills', () => {
    const gaps = gapsOf([
      stretch(at(5), 60),
      stretch(at(17), 90),
      stretch(at(17, 30), 10),
      stretch(at(18, 45), 15),
    ])
    expect(gaps.map((gap) => [timeOfDay(gap.startsAt), gap.durationMs])).toEqual([['18:30', 15 * MIN]])
  })
})

describe('the version that airs', () => {
  const versions = [
    { id: 'tay', number: 1, language: 'tyz' },
    { id: 'viet-1', number: 2, language: 'vi' },
    { id: 'viet-2', number: 3, language: 'vi' },
    { id: 'none', number: 4, language: null },
  ]
  const free = { versionId: null, language: null }
  it('is the newest Vietnamese one where nothing else is said, then one without words, then any', () => {
    expect(versionToAir(versions, free)?.id).toBe('viet-2')
    expect(
      versionToAir(
        [versions[0], versions[3]].flatMap((v) => v ?? []),
        free,
      )?.id,
    ).toBe('none')
    expect(versionToAir(versions.slice(0, 1), free)?.id).toBe('tay')
    expect(versionToAir([], free)).toBeUndefined()
  })
  it('never stands in for a language or a version that was named', () => {
    expect(versionToAir(versions, { versionId: null, language: 'tyz' })?.id).toBe('tay')
    expect(versionToAir(versions, { versionId: null, language: 'hmn' })).toBeUndefined()
    expect(versionToAir(versions, { versionId: 'viet-1', language: null })?.id).toBe('viet-1')
    expect(versionToAir(versions, { versionId: 'gone', language: null })).toBeUndefined()
  })
})

/** A broadcast day from 05:00. */
const FIVE = 300
describe('pasted rows', () => {
  it('reads what Excel, Word and a message give', () => {
    const { rows, problems } = readPasted(
      [
        'Giờ\tChương trình\tThời lượng',
        `2010\tÂm vang miền biên cương\t58'24"`,
        '21h10;Phim truyện: Bông hoa đá (PL);45',
        '21:55  Thời sự tỉnh',
        '',
        '22:10 - Tin tiếng Tày - Nùng',
        `22h25: Hát then chọn lọc 35'`,
      ].join('\r\n'),
      FIVE,
    )
    expect(problems).toEqual([])
    expect(rows.map((row) => [row.secondsOfDay, row.title, row.run, row.durationMs])).toEqual([
      [at(20, 10), 'Âm vang miền biên cương', 'first', 58 * MIN + 24_000],
      [at(21, 10), 'Phim truyện: Bông hoa đá', 'repeat', 45 * MIN],
      [at(21, 55), 'Thời sự tỉnh', 'first', 15 * MIN],
      [at(22, 10), 'Tin tiếng Tày - Nùng', 'first', 15 * MIN],
      [at(22, 25), 'Hát then chọn lọc', 'first', 35 * MIN],
    ])
  })

  it('puts rows after midnight on the next day', () => {
    const { rows } = readPasted('23:30\tPhim đêm\n0:15\tKết thúc\t5', FIVE)
    expect(rows.map((row) => [row.dayOffset, row.durationMs])).toEqual([
      [0, 45 * MIN],
      [1, 5 * MIN],
    ])
  })

  it('reads one hour typed into a form in the same way, and none beyond the end of the day', () => {
    const typed = ['25:30', '2530', '24h', '20h10', '28:59', '29:00']
    const read = [at(1, 30), at(1, 30), 0, at(20, 10), at(4, 59), undefined]
    expect(typed.map((text) => startIn(text, FIVE))).toEqual(read)
    expect(startIn('25:30', 0)).toBeUndefined()
    expect(['25:30', '24h', '20h10', '20:10:05.480'].map(asOnClock)).toEqual([
      '01:30',
      '00h',
      '20h10',
      '20:10:05.480',
    ])
  })

  it('reads 25:30 as the night of the same day, and of the next one where a day starts at midnight', () => {
    for (const start of [FIVE, 0])
      expect(readPasted('24:15\tPhim đêm\n25h30\tKết thúc\t5', start).rows).toMatchObject([
        { secondsOfDay: at(0, 15), dayOffset: 1, durationMs: 75 * MIN },
        { secondsOfDay: at(1, 30), dayOffset: 1, durationMs: 5 * MIN },
      ])
    // Both ways of writing the night in one list.
    expect(readPasted('01:30\tPhim đêm\n25:45\tKết thúc\t5', FIVE).rows[0]?.durationMs).toBe(15 * MIN)
  })

  it('names each line it cannot read and why', () => {
    const text = '29h30\tSai giờ\n20:00\t(PL)\n20:10\tĐúng\tdài lắm\n20:20\tĐúng\t5'
    const { rows, problems } = readPasted(text, FIVE)
    expect(problems.map(({ line, problem }) => [line, problem])).toEqual([
      [1, 'time'],
      [2, 'title'],
      [3, 'length'],
    ])
    expect(rows).toHaveLength(1)
  })

  it('never throws and never makes a row without hour, title and length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const row of readPasted(text, FIVE).rows) {
          expect(row.title).not.toBe('')
          expect(row.durationMs).toBeGreaterThan(0)
          expect(row.secondsOfDay).toBeLessThan(86_400)
        }
      }),
    )
  })
})
