import { expect, it } from 'vitest'
import { type Begun, waitingRows } from '../../web/schedule/table/rows.ts'

const row = (id: string, more: Partial<Begun> = {}): Begun => ({
  id,
  day: '2021-10-04',
  texts: {},
  state: 'left',
  ...more,
})
const ready = () => true
const never = () => false

it('keeps a row without an hour waiting for what is being laid before it on its day', () => {
  const begun = [
    row('first', { state: 'sent', texts: { start: '20h' } }),
    row('second'),
    row('third'),
    row('own hour', { texts: { start: '21h' } }),
    row('another day', { day: '2021-10-05' }),
  ]
  expect([...waitingRows(begun, ready)]).toEqual(['second', 'third'])
})

it('waits for no row that was refused or is not yet complete', () => {
  expect(waitingRows([row('refused', { state: undefined }), row('behind it')], ready).size).toBe(0)
  expect(waitingRows([row('incomplete'), row('behind it')], never).size).toBe(0)
})

it('looks at each row once, however many stand on an empty day', () => {
  let looks = 0
  const begun = Array.from({ length: 2000 }, (_, i) => row(String(i)))
  const look = () => {
    looks += 1
    return false
  }
  expect(waitingRows(begun, look).size).toBe(0)
  expect(looks).toBe(begun.length)
})
