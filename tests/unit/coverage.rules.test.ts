import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf } from '../../server/field/coverage/coverage.rules.ts'
import { playsOf, type Stretch } from '../../server/field/coverage/plays.rules.ts'
import { blockOf, placesOn } from '../../server/field/places/places.rules.ts'

const minute = 60_000
const aStretch = (values: Partial<Stretch> = {}): Stretch => ({
  deviceId: 'phone',
  packageId: 'package',
  versionId: 'v-hmn',
  workId: 'notice',
  language: 'hmn',
  measured: true,
  declaredTimes: 0,
  at: '2021-10-01T13:00:00.000Z',
  fromMs: 0,
  playedMs: 3 * minute,
  durationMs: 3 * minute,
  evening: 'showing-1',
  areaId: 'xa',
  uncertain: false,
  day: '2021-10-01',
  ...values,
})

describe('plays out of logged stretches', () => {
  it('adds the stretches of a play that a call cut in two', () => {
    const [play] = playsOf([aStretch({ playedMs: minute }), aStretch({ playedMs: 2 * minute })])
    expect(play).toMatchObject({ times: 1, partly: false, playedMs: 3 * minute })
  })

  it('takes nine tenths of the length for heard, and less for partly', () => {
    expect(playsOf([aStretch({ playedMs: 2.7 * minute })])[0]).toMatchObject({ times: 1, partly: false })
    expect(playsOf([aStretch({ playedMs: 2.69 * minute })])[0]).toMatchObject({ times: 0, partly: true })
  })

  it('never counts a play twice, however often it was cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 180_000 }), { maxLength: 20 }), (lengths) => {
        const heard = playsOf(lengths.map((playedMs) => aStretch({ playedMs })))
        const sum = lengths.reduce((a, b) => a + b, 0)
        const times = heard.reduce((all, one) => all + one.times, 0)
        expect(times * 180_000).toBeLessThanOrEqual(sum + 18_000)
        expect(heard.reduce((all, one) => all + one.playedMs, 0)).toBe(sum)
      }),
    )
  })

  // Midnight at the station is 17:00 UTC.
  const overMidnight = (values: Partial<Stretch> = {}) => [
    aStretch({ evening: '2021-10-01', at: '2021-10-01T16:58:00.000Z', playedMs: 2 * minute, ...values }),
    aStretch({
      ...{ evening: '2021-10-02', day: '2021-10-02', at: '2021-10-01T17:05:00.000Z' },
      ...{ fromMs: 2 * minute, playedMs: minute, ...values },
    }),
  ]

  it('keeps a play one play that a call cut over midnight, on the evening on which it began', () => {
    const one = [{ evening: '2021-10-01', day: '2021-10-01', times: 1, partly: false, playedMs: 3 * minute }]
    expect(playsOf(overMidnight())).toMatchObject(one)
    expect(playsOf(overMidnight().reverse())).toMatchObject(one)
    const [atShowing, ...others] = playsOf(overMidnight({ evening: 'showing-1' }))
    expect(atShowing).toMatchObject({ evening: 'showing-1', day: '2021-10-01', times: 1, partly: false })
    expect(others).toEqual([])
  })

  it('counts on the new day what begins after midnight, and what is taken up again only the next evening', () => {
    const [before, after] = overMidnight()
    if (!before || !after) throw new Error('no stretches')
    const days = (some: Stretch[]) => playsOf(some).map(({ day, times }) => [day, times])
    expect(days([before, { ...after, fromMs: 0, playedMs: 3 * minute }])).toEqual([
      ['2021-10-01', 0],
      ['2021-10-02', 1],
    ])
    expect(days([before, { ...after, at: '2021-10-02T12:30:00.000Z' }])).toEqual([
      ['2021-10-01', 0],
      ['2021-10-02', 0],
    ])
  })

  it('keeps evenings, places and what was only declared apart', () => {
    const plays = playsOf([
      aStretch({ playedMs: 2 * minute }),
      aStretch({ playedMs: 2 * minute, evening: 'showing-2' }),
      aStretch({ playedMs: 2 * minute, areaId: 'another' }),
      aStretch({ measured: false, declaredTimes: 2, playedMs: 0 }),
    ])
    expect(plays.map(({ measured, times }) => [measured, times])).toEqual([
      [true, 0],
      [true, 0],
      [true, 0],
      [false, 2],
    ])
  })
})

describe('coverage', () => {
  const heard = (values: Partial<Stretch>, placeId: string) =>
    playsOf([aStretch(values)]).map((one) => ({ ...one, placeId }))
  const rows = coverageOf({
    placeIds: ['a', 'b', 'c'],
    workIds: ['notice', 'song'],
    expected: [
      { placeId: 'a', workId: 'notice', language: 'hmn' },
      { placeId: 'b', workId: 'notice', language: 'ium' },
      { placeId: 'c', workId: 'notice', language: 'tyz' },
    ],
    heard: [
      ...heard({}, 'a'),
      ...heard({ measured: false, declaredTimes: 2 }, 'a'),
      ...heard({ language: 'vi', versionId: 'v-vi' }, 'b'),
      ...heard({ playedMs: minute }, 'c'),
      ...heard({ workId: 'song', language: null }, 'a'),
    ],
  })

  it('tells what was heard in the language of the place from what was heard in another, and from nothing', () => {
    expect(rows.map(({ cells }) => cells[0]?.reached)).toEqual(['own', 'other', 'never'])
    expect(rows.map(({ expected, heard, heardInOwn }) => [expected, heard, heardInOwn])).toEqual([
      [1, 1, 1],
      [1, 1, 0],
      [1, 0, 0],
    ])
  })

  it('never mixes measured and declared plays', () => {
    expect(rows[0]?.cells[0]).toMatchObject({ measured: 1, declared: 2, partly: 0 })
    expect(rows[2]?.cells[0]).toMatchObject({ measured: 0, declared: 0, partly: 1 })
  })

  it('shows what was heard without being asked for, and leaves empty what was neither', () => {
    expect(rows[0]?.cells[1]).toMatchObject({ expected: false, measured: 1 })
    expect(rows[1]?.cells[1]).toBeNull()
  })
})

describe('places of another time', () => {
  const old = { validFrom: '2020-03-01', validTo: '2025-07-01' }
  const places = [
    {
      id: 'tinh',
      name: 'Tỉnh',
      level: 'province' as const,
      parentId: null,
      validFrom: '2020-01-01',
      validTo: null,
    },
    { id: 'huyen', name: 'Huyện', level: 'district' as const, parentId: 'tinh', ...old },
    { id: 'xa-1', name: 'Xã 1', level: 'commune' as const, parentId: 'huyen', ...old },
    { id: 'xa-2', name: 'Xã 2', level: 'commune' as const, parentId: 'huyen', ...old },
    {
      id: 'moi',
      name: 'Xã mới',
      level: 'unit' as const,
      parentId: 'tinh',
      validFrom: '2025-07-01',
      validTo: null,
    },
  ]
  const after = [
    { fromId: 'xa-1', toId: 'moi' },
    { fromId: 'xa-2', toId: 'moi' },
    { fromId: 'huyen', toId: 'moi' },
    { fromId: 'huyen', toId: 'khac' },
  ]

  it('finds the district of a commune, and the commune’s unit of today', () => {
    expect(placesOn('2021-10-01', places, after)('xa-1', new Set(['huyen']))).toBe('huyen')
    expect(placesOn('2026-10-01', places, after)('xa-1', new Set(['moi']))).toBe('moi')
  })

  it('places nothing where there is no single answer', () => {
    expect(placesOn('2026-10-01', places, after)('huyen', new Set(['moi']))).toBeNull()
    expect(placesOn('2021-10-01', places, after)('moi', new Set(['xa-1', 'xa-2']))).toBeNull()
    expect(placesOn('2021-10-01', places, after)('unknown', new Set(['huyen']))).toBeNull()
  })

  it('has a block for every former district, no two at one place', () => {
    const names = [
      'Bảo Lâm',
      'Bảo Lạc',
      'Hà Quảng',
      'Trùng Khánh',
      'Nguyên Bình',
      'Hòa An',
      'Quảng Hòa',
      'Hạ Lang',
      'Thạch An',
    ]
    const blocks = ['Thành phố Cao Bằng', ...names.map((name) => `Huyện ${name}`)].map(blockOf)
    expect(blocks).not.toContain(null)
    expect(new Set(blocks.map((block) => JSON.stringify(block))).size).toBe(10)
  })
})
