import { describe, expect, it } from 'vitest'
import { typedDay } from '../../web/ui/typed-day.ts'

// A Saturday.
const today = '2021-09-25'

describe('a day as it is typed', () => {
  it.each([
    ['27/9', '2021-09-27'],
    ['3-10-21', '2021-10-03'],
    [' 03.10.2021 ', '2021-10-03'],
    ['2021-10-03', '2021-10-03'],
    ['29/2/2024', '2024-02-29'],
    ['Thứ Hai', '2021-09-20'],
    ['CN', '2021-09-26'],
  ])('%s is %s', (words, day) => expect(typedDay(words, today)).toBe(day))

  it.each([
    '',
    '  ',
    '3/',
    '29/2/2021',
    '31/9',
    '3/10/2',
    '3/10/202',
    '3/10/20211',
    '2021/10/03',
    '2021-10-3',
  ])('“%s” is none', (words) => expect(typedDay(words, today)).toBe(''))
})
