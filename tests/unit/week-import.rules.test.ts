import { describe, expect, it } from 'vitest'
import { cellsOfText } from '../../server/schedule/imports/cells.rules.ts'
import { readDay, weekdayIn } from '../../server/schedule/imports/days.rules.ts'
import { decode, type Encoding, guessEncoding } from '../../server/schedule/imports/encodings.rules.ts'
import { readLength, readTime } from '../../server/schedule/imports/hours.rules.ts'
import { titleMatcher } from '../../server/schedule/imports/title-match.rules.ts'
import { compareWeek, type Standing, type Wanted } from '../../server/schedule/imports/week-diff.rules.ts'
import { guessColumns, readTable } from '../../server/schedule/imports/week-table.rules.ts'
import { tcvn3Bytes, vniBytes, windows1258Bytes } from '../support/old-bytes.ts'

const MONDAY = '2021-09-27'

describe('dates', () => {
  it.each([
    ['27/9', '2021-09-27'],
    ['27/09/2021', '2021-09-27'],
    ['27-9-21', '2021-09-27'],
    ['27.9.2021', '2021-09-27'],
    ['2021-09-27', '2021-09-27'],
    ['Thứ hai 27/9', '2021-09-27'],
    ['THỨ HAI, ngày 27/9/2021', '2021-09-27'],
    ['Chủ nhật (03/10)', '2021-10-03'],
    ['44466', '2021-09-27'],
    ['44466.84', '2021-09-27'],
    ['Thứ 2 - 27/9', '2021-09-27'],
    ['THỨ 2-27/9/2021', '2021-09-27'],
    ['Thứ Hai, ngày 27 tháng 9 năm 2021', '2021-09-27'],
    ['Ngày 3 tháng 10', '2021-10-03'],
    ['Thứ tư', '2021-09-29'],
    ['CN', '2021-10-03'],
  ])('reads %s as %s', (text, day) => expect(readDay(text, MONDAY)).toEqual({ day, misnamed: false }))

  it('takes the second day of a stretch for no year', () => {
    expect(readDay('01/10-03/10', MONDAY)?.day).toBe('2021-10-01')
  })

  it('takes the year that lies nearest, over the turn of a year too', () => {
    expect(readDay('02/01', '2021-12-27')?.day).toBe('2022-01-02')
    expect(readDay('30/12', '2022-01-03')?.day).toBe('2021-12-30')
  })

  it('notices a weekday that is another day’s', () => {
    expect(readDay('Thứ Ba 27/9/2021', MONDAY)).toEqual({ day: '2021-09-27', misnamed: true })
  })

  it.each(['31/9/2021', '13/13', 'Thời sự', '', '2010', '20:10', '99999'])('reads no date in “%s”', (text) =>
    expect(readDay(text, MONDAY)).toBeUndefined(),
  )

  it('hears weekdays however they are written', () => {
    expect(['Thứ Hai', 'T3', 'thu 4', 'CN', 'Thứ bảy', 'Sunday'].map(weekdayIn)).toEqual([1, 2, 3, 7, 6, 7])
  })
})

describe('hours and lengths', () => {
  it('reads them as typed, as ranges and as a spreadsheet’s part of a day', () => {
    const seconds = (text: string) => readTime(text)?.seconds
    expect(['20h10', '2010', '20:10 - 20:40', '0.8402777777777778', '20:10:30'].map(seconds)).toEqual([
      72_600, 72_600, 72_600, 72_600, 72_630,
    ])
    for (const late of ['24:30', '2430', '24h30'])
      expect(readTime(late)).toEqual({ seconds: 1800, nextDay: 1 })
    expect(readTime('Giờ')).toBeUndefined()
    expect(['45', `92'15"`, '0.03125', '1h30'].map(readLength)).toEqual([
      2_700_000, 5_535_000, 2_700_000, 5_400_000,
    ])
    expect(readLength('dài')).toBeUndefined()
  })
})

describe('cells of a text', () => {
  it.each([
    [';', 'a;"b; ""c""";\r\n1;2;3'],
    [',', 'a,"b; ""c""",\n1,2,3'],
    ['\t', 'a\t"b; ""c"""\t\n1\t2\t3'],
  ])('are apart by “%s”, quoted or not', (_, text) =>
    expect(cellsOfText(text)).toEqual([
      ['a', 'b; "c"', ''],
      ['1', '2', '3'],
    ]),
  )

  it('keep a line break inside quotes, and lose the apostrophe that forbids a formula', () => {
    expect(cellsOfText('"a\nb";\'=SUM(1)')).toEqual([['a\nb', '=SUM(1)']])
  })
})

const TABLE = [
  'Ngày;Giờ;Tên chương trình;Thời lượng',
  'Thứ hai 27/9;19h00;Thời sự tiếng Tày;15',
  'Thứ hai 27/9;20:10;Đêm hội Cao Bằng, miền biên cương (PL);58\'24"',
].join('\r\n')

const asBytes: Record<Encoding, (text: string) => Uint8Array> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-16le': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  'windows-1258': windows1258Bytes,
  tcvn3: tcvn3Bytes,
  vni: vniBytes,
}

describe('a table in any encoding people still save in', () => {
  const read = (bytes: Uint8Array) => {
    const cells = cellsOfText(decode(bytes, guessEncoding(bytes)))
    return readTable(cells, guessColumns(cells), { monday: MONDAY, dayStartsMin: 0 })
  }
  it.each(Object.keys(asBytes) as Encoding[])('is read from %s without being told', (encoding) => {
    expect(guessEncoding(asBytes[encoding](TABLE))).toBe(encoding)
    expect(read(asBytes[encoding](TABLE))).toEqual(read(Buffer.from(`\uFEFF${TABLE}`)))
  })

  it('has its repeats, lengths and days', () => {
    const { rows, unreadable } = read(Buffer.from(TABLE))
    expect(unreadable).toEqual([])
    expect(rows).toMatchObject([
      { line: 2, day: MONDAY, start: '19:00:00', title: 'Thời sự tiếng Tày', durationMs: 900_000 },
      {
        line: 3,
        start: '20:10:00',
        title: 'Đêm hội Cao Bằng, miền biên cương',
        run: 'repeat',
        durationMs: 3_504_000,
      },
    ])
  })
})

describe('tables of other shapes', () => {
  const read = (text: string, dayStartsMin = 0) => {
    const cells = cellsOfText(text)
    return readTable(cells, guessColumns(cells), { monday: MONDAY, dayStartsMin })
  }
  const short = ({ rows }: ReturnType<typeof read>) =>
    rows.map((row) => `${row.day} ${row.start} ${row.title}`)

  it('may have their days as heads between the rows, and run on past midnight', () => {
    const text = `LỊCH PHÁT SÓNG\t\n(Từ ngày 27/9 đến ngày 03/10/2021)\t\nThứ Hai, ngày 27/9\t\n19:00\tThời sự\n23:30\tPhim truyện\n00:20\tNhạc đêm\nThứ Ba 28/9\t\n06:00\tChào buổi sáng`
    expect(short(read(text))).toEqual([
      '2021-09-27 19:00:00 Thời sự',
      '2021-09-27 23:30:00 Phim truyện',
      '2021-09-28 00:20:00 Nhạc đêm',
      '2021-09-28 06:00:00 Chào buổi sáng',
    ])
    expect(read(text).unreadable).toEqual([])
    // Where the broadcast day begins at five, the night still belongs to Monday.
    expect(short(read(text, 300))[2]).toBe('2021-09-27 00:20:00 Nhạc đêm')
  })

  it('say of each line that cannot be read why', () => {
    const text = `Ngày;Giờ;Chương trình;Thời lượng\n27/9;20:10;;15\n31/9/2021;20:10;A;15\nThứ Ba 27/9/2021;20:10;B;15\n27/9;20:99;C;15\n27/9;20:10;D;lâu`
    expect(read(text).unreadable.map(({ line, problem }) => [line, problem])).toEqual([
      [2, 'title'],
      [3, 'day'],
      [4, 'weekday'],
      [5, 'time'],
      [6, 'length'],
    ])
  })
})

describe('what a table would change', () => {
  const slot = (id: string, startsAt: string, title: string, more: Partial<Standing> = {}): Standing => ({
    id,
    startsAt,
    day: startsAt.slice(0, 10),
    title,
    durationMs: 1_800_000,
    run: 'first',
    language: null,
    note: '',
    kind: 'title',
    workId: null,
    ...more,
  })
  const row = (startsAt: string, title: string, more: Partial<Wanted> = {}): Wanted => ({
    startsAt,
    day: startsAt.slice(0, 10),
    title,
    durationMs: null,
    ...more,
  })

  it('is nothing where all stands as it is, whatever the case and the signs', () => {
    const { rows, left } = compareWeek(
      [row('2021-09-27T12:00', 'THỜI SỰ.')],
      [slot('a', '2021-09-27T12:00', 'Thời sự')],
    )
    expect(rows[0]?.state).toBe('same')
    expect(left).toEqual([])
  })

  it('is nothing where a slot starts on a frame, since a table writes whole seconds', () => {
    const slots = [slot('a', '2021-09-27T12:00:05.480Z', 'Cảnh đẹp', { durationMs: 29_960 })]
    const { rows } = compareWeek([row('2021-09-27T12:00:05.000Z', 'Cảnh đẹp', { durationMs: 30_000 })], slots)
    expect(rows.map(({ state }) => state)).toEqual(['same'])
  })

  it('tells moved, changed and added apart, and what the table does not hold', () => {
    const slots = [
      slot('a', '2021-09-27T12:00', 'Thời sự'),
      slot('b', '2021-09-27T13:00', 'Phim'),
      slot('c', '2021-09-27T14:00', 'Ca nhạc'),
      slot('d', '2021-09-27T15:00', 'Bản tin'),
    ]
    const { rows, left } = compareWeek(
      [
        row('2021-09-27T12:30', 'Thời sự'),
        row('2021-09-27T13:00', 'Phim', { durationMs: 2_700_000 }),
        row('2021-09-27T14:00', 'Hát then'),
        row('2021-09-27T16:00', 'Phỏng vấn'),
      ],
      slots,
    )
    expect(rows.map(({ state, slot: of, fields }) => [state, of?.id, fields])).toEqual([
      ['moved', 'a', []],
      ['changed', 'b', ['durationMs']],
      ['changed', 'c', ['title']],
      ['added', undefined, []],
    ])
    expect(left.map(({ id }) => id)).toEqual(['d'])
  })

  it('gives each of several runs of one title its own slot, the nearest', () => {
    const slots = [slot('a', '2021-09-27T12:00', 'Tin'), slot('b', '2021-09-27T15:00', 'Tin')]
    const { rows } = compareWeek([row('2021-09-27T12:10', 'Tin'), row('2021-09-27T15:00', 'Tin')], slots)
    expect(rows.map(({ state, slot: of }) => [state, of?.id])).toEqual([
      ['moved', 'a'],
      ['same', 'b'],
    ])
  })
})

describe('works by their titles', () => {
  const match = titleMatcher([
    { id: 'a', title: 'Âm vang miền biên cương', shortName: 'Âm vang' },
    { id: 'b', title: 'Hát then mùa xuân, phần 1', shortName: '' },
    { id: 'c', title: 'Hát then mùa xuân, phần 2', shortName: '' },
    { id: 'd', title: 'Cùng tên', shortName: '' },
    { id: 'e', title: 'CÙNG TÊN', shortName: '' },
  ])
  it('are found by title or agreed short name, without tones', () => {
    expect(match('am vang mien bien cuong').workId).toBe('a')
    expect(match('ÂM VANG').workId).toBe('a')
    expect(match('Hát then mùa xuân phần 2').workId).toBe('c')
  })
  it('are left to a person where a title only comes near or several share it', () => {
    expect(match('Âm vang biên cương')).toEqual({ workId: null, doubts: ['a'] })
    expect(match('Cùng tên')).toEqual({ workId: null, doubts: ['d', 'e'] })
    expect(match('Thời sự')).toEqual({ workId: null, doubts: [] })
  })
})
