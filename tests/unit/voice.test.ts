import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelOf, loudnessBy, roomBy } from '../../web/library/voice/level.ts'
import { indexAt, linesOf, readingMs, sentencesOf, startsOf } from '../../web/library/voice/lines.ts'
import { loudnessOf, toPcm, wavOf } from '../../web/library/voice/sound.ts'
import {
  atPauses,
  begin,
  emptyTape,
  grow,
  lengthOf,
  linesRead,
  moveTo,
  programmeOf,
  seamsOf,
  shortenedTo,
  type Tape,
  withoutLastTake,
} from '../../web/library/voice/tape.ts'

describe('the lines of a teleprompter', () => {
  it('breaks a text at its sentences and lines, and loses no word', () => {
    expect(sentencesOf('Bà con chú ý! Ngày mai tiêm phòng.\n- Mang theo thẻ; đến đúng giờ…\n\n***')).toEqual([
      'Bà con chú ý!',
      'Ngày mai tiêm phòng.',
      '- Mang theo thẻ;',
      'đến đúng giờ…',
    ])
    const words = fc.array(fc.constantFrom('Lus', 'qhia,', 'rau', 'zej', 'zog.', 'Hnub!'), {
      minLength: 1,
      maxLength: 400,
    })
    fc.assert(
      fc.property(words, (list) => {
        const cut = sentencesOf(list.join(' '))
        expect(cut.join(' ')).toBe(list.join(' '))
        expect(Math.max(...cut.map((sentence) => sentence.length))).toBeLessThanOrEqual(220)
      }),
    )
  })

  it('sets the Vietnamese beside each line, by number where they agree and by place where they do not', () => {
    expect(linesOf('Ib. Ob.', 'Một. Hai.')).toEqual([
      { text: 'Ib.', vietnamese: 'Một.' },
      { text: 'Ob.', vietnamese: 'Hai.' },
    ])
    const uneven = linesOf('Một câu dài gấp đôi câu kia. Câu ngắn.', 'A bốn chữ cái. B bốn chữ cái. C.')
    expect(uneven.map(({ vietnamese }) => vietnamese)).toEqual(['A bốn chữ cái. B bốn chữ cái.', 'C.'])
    expect(linesOf('', 'Một. Hai.')).toHaveLength(2)
  })

  it('follows a time by the letters of each line', () => {
    const lines = linesOf('Aaaa. Bbbb. Cccc. Dddd.', '')
    const starts = startsOf(lines, 8000)
    expect(starts).toEqual([0, 2000, 4000, 6000])
    expect([0, 1999, 2000, 7999, 9000].map((at) => indexAt(starts, at))).toEqual([0, 0, 1, 3, 3])
    expect(readingMs(lines)).toBeCloseTo((4 / 170) * 60_000)
  })
})

const read = (tape: Tape, line: number, samples: number) => grow(moveTo(tape, line), samples)

describe('the tape', () => {
  it('is one stretch when everything was read in one go', () => {
    const tape = read(read(grow(begin(emptyTape, 0, false), 100), 1, 50), 2, 70)
    expect(programmeOf(tape)).toEqual([{ from: 0, to: 220 }])
  })

  it('puts a line that was read again in the place of the first reading, and keeps the lines after it', () => {
    const once = read(read(grow(begin(emptyTape, 0, false), 100), 1, 50), 2, 70)
    const again = grow(begin(once, 1, false), 60)
    expect(programmeOf(again)).toEqual([
      { from: 0, to: 100 },
      { from: 220, to: 280 },
      { from: 150, to: 220 },
    ])
    expect(programmeOf(withoutLastTake(again))).toEqual(programmeOf(once))
  })

  it('goes on in the middle of a line without losing what was read of it', () => {
    const tape = grow(begin(grow(begin(emptyTape, 0, false), 100), 0, true), 40)
    expect(programmeOf(tape)).toEqual([
      { from: 0, to: 100 },
      { from: 100, to: 140 },
    ])
    expect(programmeOf(grow(begin(tape, 0, false), 30))).toEqual([{ from: 140, to: 170 }])
  })

  it('forgets a line that was only passed over', () => {
    const tape = read(moveTo(grow(begin(emptyTape, 0, false), 100), 1), 2, 50)
    expect([...linesRead(tape)]).toEqual([0, 2])
  })

  it('never counts a sample twice nor one that was not recorded, whatever is read in whatever order', () => {
    const step = fc.oneof(
      fc.record({ act: fc.constant('begin' as const), line: fc.nat(5), goOn: fc.boolean() }),
      fc.record({ act: fc.constant('move' as const), line: fc.nat(5) }),
      fc.record({ act: fc.constant('grow' as const), samples: fc.integer({ min: 1, max: 50 }) }),
      fc.record({ act: fc.constant('undo' as const) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let tape = emptyTape
        for (const one of steps)
          if (one.act === 'begin') tape = begin(tape, one.line, one.goOn)
          else if (one.act === 'move') tape = moveTo(tape, one.line)
          else if (one.act === 'grow') tape = grow(tape, one.samples)
          else tape = withoutLastTake(tape)
        const seen = new Set<number>()
        for (const { from, to } of programmeOf(tape))
          for (let at = from; at < to; at++) {
            expect(at < tape.length && !seen.has(at)).toBe(true)
            seen.add(at)
          }
      }),
    )
  })

  it('ends where the disk was full, and forgets what was read after that', () => {
    const tape = read(read(grow(begin(emptyTape, 0, false), 100), 1, 50), 2, 70)
    const kept = shortenedTo(tape, 120)
    expect(kept.length).toBe(120)
    expect(programmeOf(kept)).toEqual([{ from: 0, to: 120 }])
    expect([...linesRead(kept)]).toEqual([0, 1])
    expect(shortenedTo(tape, 500)).toBe(tape)
  })

  it('jumps where it is quiet, not in the middle of a word', () => {
    const loudness = [9, 9, 9, 0.1, 9, 9, 9, 9, 0.2, 9, 9, 9]
    const moved = atPauses(
      [
        { from: 0, to: 40 },
        { from: 90, to: 120 },
      ],
      loudness,
      { step: 10, reach: 20, seams: [] },
    )
    expect(moved).toEqual([
      { from: 0, to: 30 },
      { from: 80, to: 120 },
    ])
  })

  it('stays where the reader stopped and started, and takes nothing from beyond', () => {
    const paused = begin(read(grow(begin(emptyTape, 0, false), 40), 1, 20), 1, true)
    const tape = grow(paused, 60)
    expect(seamsOf(tape)).toEqual([0, 60, 120])
    const quietEverywhereElse = [9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 0]
    const kept = [
      { from: 0, to: 60 },
      { from: 60, to: 120 },
    ]
    expect(programmeOf(tape)).toEqual(kept)
    const moved = (stretches: { from: number; to: number }[]) =>
      atPauses(stretches, quietEverywhereElse, { step: 10, reach: 40, seams: seamsOf(tape) })
    expect(moved(kept)).toEqual(kept)
    expect(moved([{ from: 0, to: 40 }, ...kept.slice(1)])[0]?.to).toBeLessThan(60)
  })
})

describe('the sound', () => {
  it('is a WAV file of what counts, joined without a click, read in slices however long it is', async () => {
    const rate = 100
    const tape = new Int16Array(9000).map((_, n) => (n < 4800 ? 16_384 : -32_767))
    const stretches = [
      { from: 0, to: 4000 },
      { from: 5000, to: 9000 },
    ]
    const reads: number[] = []
    const parts = await wavOf(stretches, rate, async ({ from, to }) => {
      reads.push(to - from)
      return tape.slice(from, to)
    })
    const file = await new Blob(parts).arrayBuffer()
    const view = new DataView(file)
    expect(Math.max(...reads)).toBeLessThanOrEqual(30 * rate)
    expect(file.byteLength).toBe(44 + lengthOf(stretches) * 2)
    expect(new TextDecoder().decode(file.slice(0, 4))).toBe('RIFF')
    expect([view.getUint32(4, true), view.getUint32(24, true), view.getUint32(40, true)]).toEqual([
      16_036, 100, 16_000,
    ])
    const at = (n: number) => view.getInt16(44 + n * 2, true)
    expect([at(0), at(3998), at(3999), at(4000), at(4001), at(7999)]).toEqual([
      16_384, 16_384, 0, 0, -32_767, -32_767,
    ])
  })

  it('does not click where a reading was paused and went on in another room tone', async () => {
    const rate = 48_000
    const [before, after] = [6000, -9000]
    const tape = grow(begin(grow(begin(emptyTape, 0, false), rate), 0, true), rate)
    const sound = new Int16Array(tape.length).fill(before, 0, rate).fill(after, rate)
    const stretches = atPauses(
      programmeOf(tape),
      Array.from({ length: 100 }, () => 0.1),
      { step: rate / 50, reach: 0.7 * rate, seams: seamsOf(tape) },
    )
    const parts = await wavOf(stretches, rate, async ({ from, to }) => sound.slice(from, to))
    const heard = new Int16Array((await new Blob(parts).arrayBuffer()).slice(44))
    expect(heard).toHaveLength(tape.length)
    const steps = heard.slice(1).map((sample, n) => Math.abs(sample - (heard[n] ?? 0)))
    // 5 ms on each side of the join: no step is longer than a 240th of the louder side.
    expect(Math.max(...steps)).toBeLessThanOrEqual(Math.ceil(9000 / 240))
    expect([heard[rate - 241], heard[rate - 1], heard[rate], heard[rate + 240]]).toEqual([
      before,
      0,
      0,
      after,
    ])
  })

  it('fades the whole of an end, also where a slice ends just before it', async () => {
    const rate = 1000
    const stretches = [
      { from: 0, to: 30 * rate + 2 },
      { from: 40 * rate, to: 41 * rate },
    ]
    const parts = await wavOf(stretches, rate, async ({ from, to }) => new Int16Array(to - from).fill(10_000))
    const heard = new Int16Array((await new Blob(parts).arrayBuffer()).slice(44))
    expect([...heard.slice(30 * rate - 4, 30 * rate + 8)]).toEqual([
      10_000, 8000, 6000, 4000, 2000, 0, 0, 2000, 4000, 6000, 8000, 10_000,
    ])
  })

  it('is measured in steps', () => {
    const steps = loudnessOf(toPcm(new Float32Array([0, 0, 1, 1, 0.5])), 2)
    expect(steps[0]).toBe(0)
    expect(steps[1]).toBeCloseTo(1, 3)
    expect(steps[2]).toBeCloseTo(0.5, 3)
  })

  it('tells a voice that breaks from one that is too soft', () => {
    const peak = (size: number) => loudnessBy(levelOf(new Float32Array([0, size, -size])).peakDb)
    expect([1, 0.9, 0.4, 0.03].map(peak)).toEqual(['clipped', 'loud', 'good', 'quiet'])
  })

  it('tells a quiet room from a noisy one, and both from a microphone that is off', () => {
    const room = (...means: number[]) => roomBy(means).room
    expect(room(-70, -68, -20)).toBe('quiet')
    expect(room(-50, -48, -49)).toBe('fair')
    expect(room(-30, -35, -60)).toBe('noisy')
    expect(room(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe('dead')
  })
})
