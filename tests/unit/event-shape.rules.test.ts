import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readEvent, readLine } from '../../server/field/logs/event-shape.rules.ts'
import { chained, type EventBody, firstPrevious, lineOf } from '../../server/field/logs/events.rules.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { aLog } from '../support/devices.ts'

/** An event that carries its own hash, whatever it says. */
const said = (values: Record<string, unknown>) => {
  const [{ hash: _, previous, ...body } = {} as never] = aLog('phone', 1)
  return chained({ ...body, ...values } as unknown as EventBody, previous, sha256Of)
}
const isTaken = (raw: unknown) => readEvent(raw, sha256Of) !== undefined

it('takes every event as a phone writes it, also after it travelled as a line', () => {
  const detail = fc.oneof(
    fc.constant(null),
    fc.string({ maxLength: 2000 }),
    fc.dictionary(
      fc.stringMatching(/^[a-z]{1,40}$/),
      fc.oneof(fc.string({ maxLength: 1000 }), fc.integer(), fc.boolean(), fc.constant(null)),
    ),
  )
  const at = fc
    .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString())
  const count = fc.option(fc.nat({ max: 100_000 }))
  fc.assert(
    fc.property(fc.record({ at, count, detail, playedMs: fc.option(fc.nat()) }), (values) => {
      const event = said(values)
      expect(readLine(lineOf(event), sha256Of)).toEqual(event)
    }),
  )
})

it.each([
  ['a sequence below the first', { sequence: 0 }],
  ['a sequence that no number holds', { sequence: 2 ** 53 }],
  ['a kind that nobody knows', { kind: 'lạ' }],
  ['a day that never was', { at: '2021-02-29T02:00:00.000Z' }],
  ['a time of another zone', { at: '2021-09-27T02:00:00+07:00' }],
  ['a year of five digits', { at: '+010000-01-01T00:00:00.000Z' }],
  ['less than nothing played', { playedMs: -1 }],
  ['half a millisecond', { playedMs: 0.5 }],
  ['more people than a showing holds', { count: 100_001 }],
  ['a name that is none', { versionId: 7 }],
  ['nothing where something must be', { measured: null }],
  ['a text without end', { detail: 'x'.repeat(2001) }],
  ['a list', { detail: ['held'] }],
  ['values within values', { detail: { outcome: { is: 'held' } } }],
])('turns away %s, though its hash is right', (_, values) => {
  expect(isTaken(said(values))).toBe(false)
})

it('turns away what has more in it, or less, or carries another’s hash, or is no event', () => {
  const [event] = aLog('phone', 1)
  if (!event) throw new Error('no event')
  const { boot: _, ...less } = event
  expect(isTaken(event)).toBe(true)
  for (const raw of [{ ...event, more: 1 }, less, { ...event, hash: firstPrevious }, null, 'x', 7, [event]])
    expect(isTaken(raw)).toBe(false)
  const line = lineOf(event)
  expect(readLine(`\uFEFF${line}`, sha256Of)).toEqual(event)
  for (const torn of ['', line.slice(0, 80), `${line}${line}`])
    expect(readLine(torn, sha256Of)).toBeUndefined()
})
