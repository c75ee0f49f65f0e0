import fc from 'fast-check'
import { expect, it } from 'vitest'
import { areaInForce, dayAfter, sharedLanguageOrder } from '../../server/areas/areas.rules.ts'

const old = { validFrom: '2020-03-01', validTo: '2025-07-01' }
const lasting = { validFrom: '2025-07-01', validTo: null }

it('holds from its first day to the day before its end', () => {
  expect(
    ['2020-02-29', '2020-03-01', '2025-06-30', '2025-07-01'].map((day) => areaInForce(old, day)),
  ).toEqual([false, true, true, false])
  expect(areaInForce(lasting, '2099-01-01')).toBe(true)
})
it('turns a last valid day into an exclusive end across months and leap years', () => {
  expect(['2025-06-30', '2024-02-28', '2021-12-31'].map(dayAfter)).toEqual([
    '2025-07-01',
    '2024-02-29',
    '2022-01-01',
  ])
})
it('puts the language first that most places put first, and loses none', () => {
  expect(
    sharedLanguageOrder([
      ['tyz', 'nut'],
      ['tyz', 'hmn'],
      ['nut', 'tyz'],
    ]),
  ).toEqual(['tyz', 'nut', 'hmn'])
  const order = fc.shuffledSubarray(['vi', 'tyz', 'nut', 'hmn', 'ium'], { minLength: 1 })
  fc.assert(
    fc.property(fc.array(order, { minLength: 1, maxLength: 6 }), (orders) => {
      expect(new Set(sharedLanguageOrder(orders))).toEqual(new Set(orders.flat()))
    }),
  )
})
