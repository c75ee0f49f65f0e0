import { expect, it } from 'vitest'
import { weekText } from '../../server/schedule/exports/paper.ts'
import type { Sheet } from '../../server/schedule/week.service.ts'

const slot = (startsAt: string, title: string, run: 'first' | 'repeat' = 'first') => ({
  startsAt,
  title,
  run,
})

it('sets what airs after midnight of a long broadcast day below a line that says so', () => {
  // As much of a sheet as its words are made of: a day that begins at five and runs on to 29:00.
  const sheet = {
    channel: { name: 'Truyền hình Cao Bằng' },
    from: '2021-09-27',
    to: '2021-10-03',
    of: 'published',
    days: [
      {
        day: '2021-09-27',
        slots: [
          slot('2021-09-26T22:00:00.000Z', 'Chào cờ'),
          slot('2021-09-27T16:30:00.000Z', 'Phim truyện'),
          slot('2021-09-27T17:30:00.000Z', 'Ca nhạc', 'repeat'),
        ],
      },
    ],
  } as unknown as Sheet
  expect(weekText('vi', sheet).trim().split('\n').slice(-5)).toEqual([
    'Thứ Hai, 27/09/2021',
    '05:00 Chào cờ',
    '23:30 Phim truyện',
    'Rạng sáng hôm sau',
    '00:30 Ca nhạc (PL)',
  ])
})
