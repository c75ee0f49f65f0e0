import { describe, expect, it } from 'vitest'
import { followed } from '../../server/schedule/amending/following.rules.ts'
import { blockOfText, cellsOfSentence, linesOf } from '../../web/schedule/table/block.ts'
import { readCell, readRun, typedTime } from '../../web/schedule/table/cell-values.ts'

const days = ['2021-10-04', '2021-10-05']

describe('a block from the clipboard', () => {
  it('reads quoted cells with tabs, lines and quotes of their own, and drops what is empty behind', () => {
    expect(blockOfText('20:10\t"Phim ""Hoa đá""\nTập 1"\t50\r\n21:00\tCa nhạc\t\r\n\r\n')).toEqual([
      ['20:10', 'Phim "Hoa đá" Tập 1', '50'],
      ['21:00', 'Ca nhạc', ''],
    ])
  })

  it('keeps a length whose only quote is the sign of its seconds', () => {
    expect(blockOfText(`20:10\t92'15"\tCa nhạc`)).toEqual([['20:10', `92'15"`, 'Ca nhạc']])
  })

  it('knows columns by what stands in them, whatever their order', () => {
    const [line] = linesOf([['20h10', 'Ca nhạc quê hương (PL)', `45'`]], 'start', days)
    expect(line?.texts).toEqual({ start: '20h10', title: 'Ca nhạc quê hương', length: `45'`, run: 'PL' })
    const [other] = linesOf([['Ca nhạc quê hương', `92'15"`, '2010']], 'start', days)
    expect(other?.texts).toEqual({ start: '2010', title: 'Ca nhạc quê hương', length: `92'15"` })
  })

  it('reads a head by its words, and skips it', () => {
    const block = [
      ['Ghi chú', 'Giờ', 'Chương trình', 'Thời lượng'],
      ['tiếp sóng', '19:00', 'Thời sự VTV1', '45'],
    ]
    expect(linesOf(block, 'start', days)).toEqual([
      {
        line: 2,
        day: undefined,
        misnamed: false,
        texts: { note: 'tiếp sóng', start: '19:00', title: 'Thời sự VTV1', length: '45' },
      },
    ])
  })

  it('goes cell by cell where it is laid behind the first column', () => {
    const [line] = linesOf([['45', 'Ca nhạc']], 'length', days)
    expect(line?.texts).toEqual({ length: '45', title: 'Ca nhạc' })
  })

  it('puts rows below the heading of a day on that day', () => {
    const block = [
      ['THỨ BA (05/10)', ''],
      ['20:10', 'Ca nhạc'],
    ]
    expect(linesOf(block, 'start', days).map(({ day }) => day)).toEqual(['2021-10-05'])
  })

  it('reads the table as the station prints it: a title above, a head and a block for each day', () => {
    const block = [
      ['LỊCH PHÁT SÓNG TRUYỀN HÌNH', ''],
      ['(Từ ngày 04/10 đến ngày 10/10/2021)', ''],
      ['Thứ 2 - 04/10', ''],
      ['Giờ', 'Chương trình'],
      ['20:10', 'Chương trình thiếu nhi'],
      ['Thứ Ba, ngày 05 tháng 10 năm 2021', ''],
      ['Giờ', 'Chương trình'],
      ['19:00', 'Tiếp sóng Thời sự VTV1 (PL)'],
      ['GIÁM ĐỐC', ''],
    ]
    expect(linesOf(block, 'start', days).map(({ day, texts }) => [day, texts.start, texts.title])).toEqual([
      ['2021-10-04', '20:10', 'Chương trình thiếu nhi'],
      ['2021-10-05', '19:00', 'Tiếp sóng Thời sự VTV1'],
    ])
  })

  it('takes the day from cells of the row itself, of any week, and not from the name of a programme', () => {
    const block = [
      ['Thứ Hai', '04/10/2021', '20:10', 'Chương trình văn nghệ', `45'`, 'Phát lại'],
      ['', '', '21:00', 'Ngày 03/10 lịch sử', `30'`, 'Phát mới'],
      ['Thứ Hai', '11/10/2021', '06:00', 'Chào cờ', `5'`, 'Phát mới'],
    ]
    expect(linesOf(block, 'start', days).map(({ day, texts }) => [day, texts.title, texts.run])).toEqual([
      ['2021-10-04', 'Chương trình văn nghệ', 'Phát lại'],
      ['2021-10-04', 'Ngày 03/10 lịch sử', 'Phát mới'],
      ['2021-10-11', 'Chào cờ', 'Phát mới'],
    ])
  })

  it('tells rows under a weekday that is not that of the date, as on last year’s sheet', () => {
    const block = [
      ['Thứ Hai 05/10', ''],
      ['20:10', 'Ca nhạc'],
    ]
    expect(linesOf(block, 'start', days).map(({ misnamed }) => misnamed)).toEqual([true])
  })

  it('does not take the numbers of the rows for their lengths', () => {
    const block = [
      ['1', '20:10', 'Ca nhạc', '45'],
      ['2', '20:55', 'Phim truyện', '90'],
    ]
    expect(linesOf(block, 'start', days).map(({ texts }) => texts.length)).toEqual(['45', '90'])
  })

  it('takes a message apart: hour, words, and a length with its sign', () => {
    expect(cellsOfSentence(`20h10: Âm vang miền biên cương (58'24")`)).toEqual([
      '20h10',
      'Âm vang miền biên cương',
      `58'24"`,
    ])
    expect(cellsOfSentence('Chào buổi sáng')).toEqual(['Chào buổi sáng'])
  })
})

describe('a typed cell', () => {
  it('understands hours and lengths as people write them', () => {
    for (const text of ['2010', '20h10', '20:10'])
      expect(readCell('start', text, 0)).toEqual({ fields: { start: '20:10:00', startMode: 'fixed' } })
    expect(readCell('start', ' ', 0)).toEqual({ fields: { startMode: 'following' } })
    expect(readCell('length', `92'15"`, 0)).toEqual({ fields: { durationMs: 5_535_000 } })
    expect(readCell('length', 'dài', 0)).toEqual({ problem: 'length' })
    expect(typedTime(73_805)).toBe('20:30:05')
  })

  it('reads hours past midnight as the night of the same broadcast day, as far as the channel’s day runs', () => {
    const fromFive = (text: string) => readCell('start', text, 300)
    for (const [text, start] of [
      ['24:00', '00:00:00'],
      ['25:30', '01:30:00'],
      ['25h30', '01:30:00'],
      ['2530', '01:30:00'],
      ['28:59', '04:59:00'],
      ['01:30', '01:30:00'],
    ] as const)
      expect(fromFive(text)).toEqual({ fields: { start, startMode: 'fixed' } })
    for (const text of ['29:00', '2900', '30:00']) expect(fromFive(text)).toEqual({ problem: 'start' })
    for (const text of ['24:00', '25:30', '2530'])
      expect(readCell('start', text, 0)).toEqual({ problem: 'start' })
  })

  it('knows a repeat by any of its names', () => {
    expect(['PL', '(pl)', 'phát lại', 'lại', 'mới', ''].map(readRun)).toEqual([
      'repeat',
      'repeat',
      'repeat',
      'repeat',
      'first',
      'first',
    ])
    expect(readRun('ba')).toBeUndefined()
  })
})

describe('rows that follow', () => {
  const slot = (
    id: string,
    hour: string,
    minutes: number,
    startMode: 'fixed' | 'following' = 'following',
  ) => ({
    id,
    day: '2021-10-04',
    startsAt: `2021-10-04T${hour}:00.000Z`,
    durationMs: minutes * 60_000,
    startMode,
  })
  const none = { dayStartsMin: 0, justLaid: new Set<string>() }

  it('start where the one before ends, up to the next fixed hour', () => {
    const rows = [
      slot('a', '13:00', 45, 'fixed'),
      slot('b', '13:30', 10),
      slot('c', '13:40', 10),
      slot('d', '15:00', 10, 'fixed'),
    ]
    expect(followed(rows, none).map(({ id, startsAt }) => [id, startsAt.slice(11, 16)])).toEqual([
      ['b', '13:45'],
      ['c', '13:55'],
    ])
  })

  it('let a row just laid at the same hour stand before them', () => {
    const rows = [slot('a', '13:00', 30, 'fixed'), slot('b', '13:30', 10), slot('new', '13:30', 5)]
    const moved = followed(rows, { dayStartsMin: 0, justLaid: new Set(['new']) })
    expect(moved.map(({ id, startsAt }) => [id, startsAt.slice(11, 16)])).toEqual([['b', '13:35']])
  })

  it('stay where they are rather than leave their day', () => {
    const rows = [slot('a', '16:30', 60, 'fixed'), slot('b', '16:45', 10)]
    expect(followed(rows, none)).toEqual([])
  })
})
