import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Content, contentIdOf } from '../../server/library/content-id.ts'
import {
  approvedFor,
  fitsWithin,
  lengthMs,
  nextRevision,
  titleOf,
} from '../../server/library/library.rules.ts'
import { uses, versionStates } from '../../server/library/library.schema.ts'

const points = fc.option(fc.nat(10_000_000), { nil: null })
const content: fc.Arbitrary<Content> = fc.record({
  workId: fc.uuid(),
  sourceSha256: fc.stringMatching(/^[0-9a-f]{64}$/),
  language: fc.constantFrom('vi', 'tyz', 'nut', 'hmn', null),
  inMs: points,
  outMs: points,
})

describe('the content id', () => {
  it('does not depend on the order in which the content is written down', () => {
    fc.assert(
      fc.property(
        content,
        fc.shuffledSubarray(['workId', 'sourceSha256', 'language', 'inMs', 'outMs'] as const, {
          minLength: 5,
        }),
        (one, order) => {
          const reordered = Object.fromEntries(order.map((key) => [key, one[key]])) as unknown as Content
          expect(contentIdOf(reordered)).toBe(contentIdOf(one))
        },
      ),
    )
  })

  it('changes with each part of the content, and with nothing else', () => {
    fc.assert(
      fc.property(content, content, (one, other) => {
        for (const part of Object.keys(one) as (keyof Content)[]) {
          const changed = { ...one, [part]: other[part] }
          expect(contentIdOf(changed) === contentIdOf(one)).toBe(one[part] === other[part])
        }
        expect(contentIdOf({ ...one, ...{ title: 'Một tên khác' } })).toBe(contentIdOf(one))
      }),
    )
  })

  it('tells the start of a source from no cut at all', () => {
    const whole = { workId: 'a', sourceSha256: 'b', language: null, inMs: null, outMs: null }
    expect(contentIdOf({ ...whole, inMs: 0, outMs: 0 })).not.toBe(contentIdOf(whole))
  })
})

describe('approval for a use', () => {
  it('never holds for a withdrawn version or a use that was not approved', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...versionStates),
        fc.subarray([...uses]),
        fc.constantFrom(...uses),
        (state, approvedUses, use) => {
          expect(approvedFor({ state, approvedUses }, use)).toBe(
            state !== 'withdrawn' && approvedUses.includes(use),
          )
        },
      ),
    )
  })
})

it('never lets sound alone on television, and lets it be heard over loudspeakers', () => {
  const both = { state: 'approved' as const, approvedUses: [...uses], soundOnly: true }
  expect([approvedFor(both, 'tv'), approvedFor(both, 'loudspeaker')]).toEqual([false, true])
})

describe('lengths and points', () => {
  it('takes the length between the points, else that of the source', () => {
    expect(lengthMs(1000, 4500, 60_000)).toBe(3500)
    expect(lengthMs(null, null, 60_000)).toBe(60_000)
    expect(lengthMs(null, null, null)).toBe(0)
  })

  it('refuses points that are turned around, too close, or beyond the end', () => {
    expect(fitsWithin(0, 1000, 1000)).toBe(true)
    expect(fitsWithin(500, 500, 1000)).toBe(false)
    expect(fitsWithin(900, 500, 1000)).toBe(false)
    expect(fitsWithin(0, 399, 1000)).toBe(false)
    expect(fitsWithin(0, 1001, 1000)).toBe(false)
    expect(fitsWithin(-1, 900, 1000)).toBe(false)
  })
})

describe('revisions', () => {
  it('only ever grow, whatever the clock does', () => {
    const instants = fc
      .date({ noInvalidDate: true, min: new Date('1971-01-01'), max: new Date('2100-01-01') })
      .map((d) => d.toISOString())
    fc.assert(
      fc.property(instants, instants, (before, now) => {
        expect(nextRevision(before, now) > before).toBe(true)
      }),
    )
  })
})

describe('a title from a file name', () => {
  it('drops the extension and reads underscores as blanks', () => {
    expect(titleOf('Âm_vang_miền biên cương.mxf')).toBe('Âm vang miền biên cương')
    expect(titleOf('thong-bao')).toBe('thong-bao')
    expect(titleOf('.mp4')).toBe('.mp4')
  })
})
