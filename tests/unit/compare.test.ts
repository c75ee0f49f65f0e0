import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Change, compareSignatures } from '../../media/compare.ts'
import {
  packSignature,
  planSignature,
  type Signature,
  sliceSignature,
  unpackSignature,
} from '../../media/compare-signature.ts'
import { aSignature, dubbed, inARow, louder, reencoded } from '../support/signatures.ts'

const stepMs = 80
const seeds = fc.integer({ min: 1, max: 100_000 })
const cut = (one: Signature, from: number, to: number | null) =>
  sliceSignature(one, from * stepMs, to === null ? null : to * stepMs)
const swapped = ({ kind, fromMs, toMs, beforeFromMs, beforeToMs }: Change): Change => ({
  kind: kind === 'inserted' ? 'removed' : kind === 'removed' ? 'inserted' : kind,
  fromMs: beforeFromMs,
  toMs: beforeToMs,
  beforeFromMs: fromMs,
  beforeToMs: toMs,
})
const few = { numRuns: 15 }
// Whatever else the machine does meanwhile.
const patient = { timeout: 60_000 }

describe('comparing two signatures', () => {
  it('finds nothing between a recording and itself, nor another encoding of it', patient, () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 900 }), (seed, steps) => {
        const one = aSignature({ steps, seed })
        const nothing = { changes: [], totalMs: 0, gainDb: 0, levelled: false }
        expect(compareSignatures(one, one)).toMatchObject(nothing)
        expect(compareSignatures(one, reencoded(one, seed))).toMatchObject(nothing)
      }),
      few,
    )
  })

  it('tells one insertion of N s where N s were put in, and one removal backwards', patient, () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 15, max: 600 }),
        (seed, at, length) => {
          const before = aSignature({ steps: 800, seed })
          const extra = aSignature({ steps: length, seed: seed + 1 })
          const after = inARow(cut(before, 0, at), extra, cut(before, at, null))
          const { changes, totalMs } = compareSignatures(before, after)
          expect(changes.map(({ kind }) => kind)).toEqual(['inserted'])
          expect(totalMs).toBe(length * stepMs)
          const [change] = changes
          expect(Math.abs((change?.fromMs ?? 0) - at * stepMs)).toBeLessThanOrEqual(2 * stepMs)
          expect(compareSignatures(after, before).changes.map(swapped)).toEqual(changes)
        },
      ),
      few,
    )
  })

  it('tells the same forwards and backwards, whatever was done', patient, () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 }), (seed, edits) => {
        const before = aSignature({ steps: 1000, seed })
        const other = aSignature({ steps: 1000, seed: seed + 7 })
        const parts = edits.flatMap((edit, n) => {
          const [own, foreign] = [cut(before, n * 150, (n + 1) * 150), cut(other, n * 60, n * 60 + 60)]
          if (edit === 0) return [own]
          if (edit === 1) return [own, foreign]
          if (edit === 2) return []
          return [cut(before, n * 150, n * 150 + 90), foreign]
        })
        const after = inARow(...parts, cut(before, edits.length * 150, null))
        const there = compareSignatures(before, after)
        const back = compareSignatures(after, before)
        expect(back.changes.map(swapped)).toEqual(there.changes)
        expect(back.totalMs).toBe(there.totalMs)
        expect(back.gainDb).toBeCloseTo(-there.gainDb)
      }),
      few,
    )
  })

  it('keeps changes in order, apart by a second, and inside both recordings', patient, () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 3, max: 700 }), (seed, steps) => {
        const before = aSignature({ steps: 600, seed })
        const after = inARow(
          cut(before, 100, 300),
          aSignature({ steps, seed: seed + 3 }),
          cut(before, 400, null),
        )
        const { changes } = compareSignatures(before, after)
        changes.forEach((change, n) => {
          expect(change.fromMs).toBeLessThanOrEqual(change.toMs)
          expect(change.toMs).toBeLessThanOrEqual(after.steps * stepMs)
          expect(change.beforeToMs).toBeLessThanOrEqual(before.steps * stepMs)
          const last = changes[n - 1]
          if (last) expect(change.fromMs - last.toMs).toBeGreaterThanOrEqual(1000)
        })
        expect(changes[0]).toMatchObject({ kind: 'removed', beforeFromMs: 0, fromMs: 0, toMs: 0 })
      }),
      few,
    )
  })

  it('calls a replaced stretch by what was replaced in it', () => {
    const before = aSignature({ steps: 900 })
    const other = aSignature({ steps: 900, seed: 2 })
    const replaced = (part: Signature) => inARow(cut(before, 0, 400), part, cut(before, 450, null))
    const [old, fresh] = [cut(before, 400, 450), cut(other, 400, 450)]
    const told = (part: Signature) => compareSignatures(before, replaced(part)).changes
    for (const [kind, part] of [
      ['picture', dubbed(fresh, old)],
      ['sound', dubbed(old, fresh)],
      ['both', fresh],
    ] as const) {
      const [change, ...more] = told(part)
      expect(more).toEqual([])
      expect(change?.kind).toBe(kind)
      expect(Math.abs((change?.fromMs ?? 0) - 400 * stepMs)).toBeLessThanOrEqual(240)
      expect(Math.abs((change?.toMs ?? 0) - 450 * stepMs)).toBeLessThanOrEqual(240)
    }
  })

  it('takes a sentence that became longer as one change with both its lengths', () => {
    const before = aSignature({ steps: 900 })
    const after = inARow(cut(before, 0, 400), aSignature({ steps: 80, seed: 2 }), cut(before, 450, null))
    const { changes, totalMs } = compareSignatures(before, after)
    expect(changes).toHaveLength(1)
    const [change] = changes
    expect(change?.kind).toBe('both')
    expect((change?.toMs ?? 0) - (change?.fromMs ?? 0)).toBe(totalMs)
    const lengthened = (change?.toMs ?? 0) - (change?.beforeToMs ?? 0)
    expect(lengthened).toBe(30 * stepMs)
  })

  it('tells a change of loudness once, and apart from what else changed', () => {
    const before = aSignature({ steps: 900 })
    expect(compareSignatures(before, louder(before, 6))).toMatchObject({ changes: [], gainDb: 6 })
    expect(compareSignatures(before, louder(before, -3))).toMatchObject({ changes: [], gainDb: -3 })
    const ducked = inARow(cut(before, 0, 300), louder(cut(before, 300, 400), -8), cut(before, 400, null))
    const { changes, gainDb } = compareSignatures(before, ducked)
    expect(gainDb).toBe(0)
    expect(changes.map(({ kind }) => kind)).toEqual(['level'])
  })

  it('joins what is closer than a second', () => {
    const before = aSignature({ steps: 900 })
    const other = aSignature({ steps: 900, seed: 4 })
    const edit = (from: number, to: number) => dubbed(cut(other, from, to), cut(before, from, to))
    const twice = (gap: number) =>
      inARow(
        cut(before, 0, 300),
        edit(300, 320),
        cut(before, 320, 320 + gap),
        edit(320 + gap, 350 + gap),
        cut(before, 350 + gap, null),
      )
    expect(compareSignatures(before, twice(8)).changes).toHaveLength(1)
    expect(compareSignatures(before, twice(20)).changes).toHaveLength(2)
  })

  it('compares the picture alone where the words are another language', () => {
    const before = aSignature({ steps: 500 })
    const after = dubbed(before, aSignature({ steps: 500, seed: 5 }))
    expect(compareSignatures(before, after, { sound: false })).toMatchObject({
      changes: [],
      compared: { picture: true, sound: false },
    })
    expect(compareSignatures(before, after).changes).not.toEqual([])
  })

  it('hears that a recording lost its sound, and compares sound alone where one has no picture', () => {
    const before = aSignature({ steps: 500 })
    const mute = { ...before, sound: null }
    expect(compareSignatures(before, mute).changes.map(({ kind }) => kind)).toEqual(['sound'])
    const radio = { ...before, picture: null }
    expect(compareSignatures(before, radio)).toMatchObject({
      changes: [],
      compared: { picture: false, sound: true },
    })
    expect(compareSignatures(mute, radio).compared.picture).toBe(false)
    expect(compareSignatures(radio, mute, { sound: false }).compared).toEqual({
      picture: false,
      sound: false,
    })
  })

  it('compares two programmes of 23 minutes within seconds of the processor, alike or not', patient, () => {
    const before = aSignature({ steps: 17_250 })
    const after = inARow(
      cut(before, 200, 7_500),
      aSignature({ steps: 375, seed: 3 }),
      reencoded(cut(before, 7_500, 15_000)),
      cut(before, 15_500, null),
    )
    // Seconds of the processor: the machine may be busy with something else.
    const spent = (since: NodeJS.CpuUsage) => process.cpuUsage(since).user / 1e6
    let since = process.cpuUsage()
    const { changes, totalMs } = compareSignatures(before, after)
    expect(spent(since)).toBeLessThan(3)
    expect(changes.map(({ kind }) => kind)).toEqual(['removed', 'inserted', 'removed'])
    expect(totalMs).toBe((200 + 375 + 500) * stepMs)
    since = process.cpuUsage()
    const unlike = compareSignatures(before, aSignature({ steps: 17_250, seed: 8 }))
    expect(spent(since)).toBeLessThan(6)
    expect(unlike.totalMs).toBeGreaterThan(0.9 * 17_250 * stepMs)
  })
})

describe('a signature', () => {
  it('comes out of its packing as it went in, with or without picture and sound', async () => {
    const one = aSignature({ steps: 100 })
    for (const signature of [one, { ...one, picture: null }, { ...one, sound: null }]) {
      const back = await unpackSignature(await packSignature(signature))
      expect(back.steps).toBe(100)
      expect(back.picture && Buffer.compare(back.picture.tones, one.picture?.tones ?? Buffer.of())).toBe(
        signature.picture && 0,
      )
      expect(back.sound && Buffer.compare(back.sound, one.sound ?? Buffer.of())).toBe(signature.sound && 0)
    }
  })

  it('refuses what is damaged, cut short or something else', async () => {
    const packed = await packSignature(aSignature({ steps: 50 }))
    for (const bytes of [packed.subarray(0, 200), packed.subarray(0, 4), Buffer.from('no signature at all')])
      await expect(unpackSignature(bytes)).rejects.toMatchObject({ code: 'unreadable' })
  })

  it('is planned as one run with only the tracks there are', () => {
    const both = planSignature('proxy.mp4', { picture: true, sound: true })
    expect(both.inputs).toEqual([{ path: 'proxy.mp4' }])
    expect(both.outputs).toHaveLength(3)
    expect(planSignature('proxy.mp4', { picture: false, sound: true }).graph).not.toContain('0:v')
  })
})
