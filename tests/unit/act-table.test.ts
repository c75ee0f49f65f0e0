import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeRows } from '../../web/library/act-drafts.ts'
import { cellsOf, rowsOf, shapeOf } from '../../web/library/act-table.ts'

const fps = { num: 25, den: 1 }
const recording: Parameters<typeof placeRows>[1] = { durationMs: 3_600_000, fps, acts: [], proposals: [] }
const read = (text: string, about = recording) => {
  const cells = cellsOf(text)
  return placeRows(rowsOf(cells, shapeOf(cells, fps), fps), about)
}
const places = (rows: ReturnType<typeof read>) => rows.map(({ title, inMs, outMs }) => [title, inMs, outMs])
const codes = (rows: ReturnType<typeof read>) => rows.map(({ problems }) => problems.map(({ code }) => code))

describe('a pasted table of acts', () => {
  it('is read by its Vietnamese headings, in any order, with credits', () => {
    const rows = read(
      [
        'STT\tNgười biểu diễn\tTên tiết mục\tThời lượng\tTác giả\tBắt đầu\tPhối khí',
        '1\tTốp ca nữ\tTrống hội Đông Khê\t3\'52"\tNông Văn Ễ\t0:00:00\tHoàng Ộ',
        '2\tNSƯT Đàm Thị Ự\t2. Ơn Đảng, ơn Bác\t4’25”\t\t0:03:52\t',
      ].join('\r\n'),
    )
    expect(codes(rows)).toEqual([[], []])
    expect(places(rows)).toEqual([
      ['Trống hội Đông Khê', 0, 232_000],
      ['Ơn Đảng, ơn Bác', 232_000, 497_000],
    ])
    expect(rows[0]?.credits).toEqual([
      { kind: 'author', name: 'Nông Văn Ễ' },
      { kind: 'arranger', name: 'Hoàng Ộ' },
      { kind: 'performers', name: 'Tốp ca nữ' },
    ])
    expect(rows[1]?.credits).toEqual([{ kind: 'performers', name: 'NSƯT Đàm Thị Ự' }])
  })

  it('is understood without headings: numbers, times and names by what they look like', () => {
    expect(
      places(read('1\tMở màn\t00:00:00:00\t00:03:52:12\n2\tHát then\t00:04:00:00\t00:08:00:00')),
    ).toEqual([
      ['Mở màn', 0, 232_480],
      ['Hát then', 240_000, 480_000],
    ])
  })

  it('lets lengths follow one another where no start is given', () => {
    expect(places(read('Mở màn\t3\'52"\nHát then\t2\'00"\nMúa\t4\'00"'))).toEqual([
      ['Mở màn', 0, 232_000],
      ['Hát then', 232_000, 352_000],
      ['Múa', 352_000, 592_000],
    ])
  })

  it('lets a start without an end go on to the next, and the last to the end', () => {
    expect(
      places(read('Tiết mục\tBắt đầu\nA\t0:10\nB\t62:03\nC\t63:00', { ...recording, durationMs: 4_000_000 })),
    ).toEqual([
      ['A', 10_000, 3_723_000],
      ['B', 3_723_000, 3_780_000],
      ['C', 3_780_000, 4_000_000],
    ])
  })

  it('counts a tape that begins at ten hours from there', () => {
    expect(
      places(read('Tiết mục\tIn\tOut\nA\t10:00:00:00\t10:01:00:00\nB\t10:01:00:00\t10:02:00:00')),
    ).toEqual([
      ['A', 0, 60_000],
      ['B', 60_000, 120_000],
    ])
  })

  it('takes the proposals in their order when it has no times at all', () => {
    const proposals = [
      { inMs: 0, outMs: 40_000 },
      { inMs: 42_000, outMs: 90_000 },
    ]
    const rows = read('Tiết mục\tBiểu diễn\nA\tNam\nB\tNữ\nC\tTốp ca', { ...recording, proposals })
    expect(places(rows)).toEqual([
      ['A', 0, 40_000],
      ['B', 42_000, 90_000],
      ['C', null, null],
    ])
    expect(codes(rows)).toEqual([[], [], ['noTime']])
  })

  it('names what is wrong with each row before anything is made', () => {
    const rows = read(
      [
        'Tiết mục\tTừ\tĐến\tTác giả',
        'A\t0:00\t1:00\t',
        'B\t0:30\t2:00\t',
        '\t3:00\t4:00\t',
        'D\tnăm phút\t6:00\t',
        'E\t8:00\t7:00\t',
        'F\t59:00\t1:01:00\t',
        `G\t9:00\t10:00\t${'x'.repeat(201)}`,
        'H\t12:00\t13:00\t',
      ].join('\n'),
      { ...recording, acts: [{ title: 'Cũ', inMs: 720_000, outMs: 780_000 }] },
    )
    expect(codes(rows)).toEqual([
      ['overlap'],
      ['overlap'],
      ['noTitle'],
      ['unread'],
      ['turned'],
      ['outside'],
      ['longCredit'],
      ['exists'],
    ])
  })

  it('keeps lines and tabs that stand within a quoted cell of a spreadsheet', () => {
    expect(cellsOf('"Hát\n""then"""\tB\r\n\r\nC')).toEqual([['Hát\n"then"', 'B'], ['C']])
    const [row] = read('Tiết mục\tBiểu diễn\tThời lượng\nA\t"Nam\nNữ"\t1:00')
    expect(row?.credits).toEqual([{ kind: 'performers', name: 'Nam, Nữ' }])
  })

  it('never throws and never makes a row that is not between the ends, whatever is pasted', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('Tiết mục', 'Từ', '1:00', '3\'52"', '00:01:00:12', '"', '\t', '\n'),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }), (table) => {
        for (const row of read(table.map((cells) => cells.join('\t')).join('\n')))
          if (row.problems.length === 0) {
            expect(row.title).not.toBe('')
            expect(row.inMs).toBeGreaterThanOrEqual(0)
            expect(row.outMs).toBeGreaterThan(row.inMs ?? 0)
            expect(row.outMs).toBeLessThanOrEqual(recording.durationMs)
          }
      }),
    )
  })
})
