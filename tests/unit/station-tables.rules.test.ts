import { describe, expect, it } from 'vitest'
import { statusOfAiring } from '../../server/schedule/as-run/as-run.rules.ts'
import { guessColumns, rowsOf } from '../../server/schedule/as-run/log-table.rules.ts'
import { cellsOfText } from '../../server/schedule/imports/cells.rules.ts'
import { answerOf } from '../../server/schedule/station/answers.rules.ts'

const read = (text: string, day = '2021-10-03') => {
  const cells = cellsOfText(text)
  return rowsOf(cells, guessColumns(cells), { day, dayStartsMin: 0 })
}

describe('a station’s log', () => {
  it('is read to the millisecond, in frames or fractions, with a title that holds the delimiter', () => {
    const text = 'Date,Start,Title,Length\n03/10/2021,20:10:05.120,"Hát then, đàn tính",00:29:55:12'
    expect(read(text)).toMatchObject([
      { startsAt: '2021-10-03T13:10:05.120Z', title: 'Hát then, đàn tính', durationMs: 1_795_480 },
    ])
  })

  it('passes midnight where its hours step back, and lasts until the next row where nothing tells', () => {
    const rows = read('23:50:00\tPhim truyện\n00:20:00\tBản tin cuối ngày')
    expect(rows.map(({ startsAt }) => startsAt)).toEqual([
      '2021-10-03T16:50:00.000Z',
      '2021-10-03T17:20:00.000Z',
    ])
    expect(rows[0]?.durationMs).toBe(1_800_000)
  })

  it('counts on past midnight where its hours do, and takes no day that is none', () => {
    const columns = { date: 0, time: 1, title: 2, duration: null, end: null }
    const cells = [
      ['03/10/2021', '23:50:00', 'Phim truyện'],
      ['03/10/2021', '24:15:00', 'Bản tin cuối ngày'],
      ['03/10/2021', '25h30', 'Kết thúc phát sóng'],
      ['31/02/2021', '20:00', 'Ca nhạc'],
    ]
    for (const dayStartsMin of [0, 300])
      expect(
        rowsOf(cells, columns, { day: '2021-10-03', dayStartsMin }).map(({ startsAt }) =>
          startsAt.slice(0, 16),
        ),
      ).toEqual(['2021-10-03T16:50', '2021-10-03T17:15', '2021-10-03T18:30', '2021-10-03T13:00'])
  })

  it('leaves out heads, sums and rows without a title', () => {
    expect(read('Giờ;Chương trình\n20:00;Thời sự\n;Tổng cộng\n21:00;')).toHaveLength(1)
  })
})

it.each([
  [{ lateMs: 20_000, plannedMs: 1_800_000, airedMs: 1_800_000 }, 'AIRED'],
  [{ lateMs: -600_000, plannedMs: 1_800_000, airedMs: 1_800_000 }, 'LATE'],
  [{ lateMs: 600_000, plannedMs: 1_800_000, airedMs: 900_000 }, 'PARTIAL'],
  [{ lateMs: 0, plannedMs: 120_000, airedMs: 90_000 }, 'AIRED'],
])('tells %o as %s', (airing, status) => {
  expect(statusOfAiring(airing)).toBe(status)
})

it.each([
  ['đồng ý', 'confirmed', null],
  ['X', 'confirmed', null],
  ['không đồng ý', 'refused', null],
  ['dời 20h30', 'moved', '20h30'],
  ['20:45', 'moved', '20:45'],
  ['chuyển sang hôm khác', 'moved', null],
])('reads “%s” as %s', (said, answer, time) => {
  expect(answerOf(said)).toMatchObject({ answer, time })
})
