import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge, type Measured } from '../../media/analyse-findings.ts'
import { planSprite } from '../../media/analyse-picture.ts'
import { planJoin, planLists, planRun } from '../../media/analyse-plan.ts'
import { analyseRecipe } from '../../media/analyse-recipe.ts'
import { planParts, whole } from '../../media/analyse-stretches.ts'
import { declaredFindings } from '../../media/declared-findings.ts'
import type { MediaFacts, PictureFacts } from '../../media/facts.ts'
import { joinStretches } from '../../media/intervals.ts'
import { judgePackets } from '../../media/packet-look.ts'
import { judgeSides, type SidesWindow } from '../../media/sound-sides.ts'
import { aPicture, aTrack, someFacts } from '../support/facts.ts'

const { picture: _none, ...withoutPicture } = someFacts()
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

describe('one run', () => {
  it('decodes each track once, however many products hang on it', () => {
    const { graph = '', inputs } = planRun('/in.mp4', someFacts(), whole)
    expect(graph.match(/\[0:0\]/g)).toHaveLength(1)
    expect(graph.match(/\[0:1\]/g)).toHaveLength(1)
    expect(inputs).toEqual([{ path: '/in.mp4' }])
  })

  it('names no user text in the graph', () => {
    expect(planRun("/up/'; rm -rf.mp4", someFacts(), whole).graph).not.toContain('rm -rf')
  })

  it('makes no pictures of sound alone', () => {
    expect(planRun('/in.wav', withoutPicture, whole).graph).not.toContain('idet')
    const join = planJoin({ parts: [], sound: 'parts/part-0000/grown.mp4', sprite: undefined })
    expect(join.outputs.map(({ path }) => path)).toEqual(['proxy.mp4'])
  })

  it('keeps the thumbnails of any length within two hundred tiles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 * 3_600_000 }), (durationMs) => {
        const { columns, rows, everyMs } = planSprite(aPicture(), durationMs, analyseRecipe)
        expect((columns * rows - columns) * everyMs).toBeLessThanOrEqual(Math.max(durationMs, everyMs))
        expect(columns * rows * everyMs).toBeGreaterThanOrEqual(durationMs)
        expect(columns * rows).toBeLessThanOrEqual(200)
      }),
    )
  })
})

describe('stretches', () => {
  const parts = (durationMs: number, facts: Partial<MediaFacts> = {}) =>
    planParts(someFacts({ durationMs, ...facts }))

  it('leave a recording of ten minutes in one piece, and sound of any length', () => {
    expect(parts(600_000)).toEqual([whole])
    expect(planParts({ ...withoutPicture, durationMs: 7_200_000 })).toEqual([whole])
  })

  it('meet frame by frame, and only the last is open', () => {
    fc.assert(
      fc.property(fc.integer({ min: 600_001, max: 12 * 3_600_000 }), (durationMs) => {
        const all = parts(durationMs)
        const last = all.at(-1)
        for (const [n, part] of all.entries()) {
          expect(part.startMs).toBe(n * 300_000)
          expect(part.frames).toBe(part === last ? null : 7500)
          expect(part.startMs - part.leadMs).toBeGreaterThanOrEqual(0)
        }
        const rest = durationMs - (last?.startMs ?? 0)
        expect(rest).toBeGreaterThanOrEqual(150_000)
        expect(rest).toBeLessThanOrEqual(450_000)
      }),
    )
  })

  it('are cut by counting frames behind a lead that is thrown away', () => {
    const second = parts(900_000)[1] ?? whole
    const { inputs, graph } = planRun('/in.mp4', someFacts({ durationMs: 900_000 }), second)
    expect(inputs[0]?.options).toEqual(['-ss', '290'])
    expect(graph).toContain('trim=start_frame=250:end_frame=7750,setpts=PTS-STARTPTS')
    expect(graph).toContain('atrim=start=10:end=310')
    expect(graph).not.toContain('ebur128')
  })

  it('are joined by the length of their pictures', () => {
    const part = (n: number, frames: number) => ({
      folder: `parts/part-000${n}`,
      frames,
      shots: [`shot-0000${n}.jpg`],
    })
    const lists = planLists({ parts: [part(0, 7500), part(1, 101)], sound: undefined, sprite: undefined })
    expect(lists['pictures.txt']).toBe(
      "ffconcat version 1.0\nfile 'parts/part-0000/grown.mp4'\nduration 300.000000\n" +
        "file 'parts/part-0001/grown.mp4'\nduration 4.040000\n",
    )
  })

  it('report what goes on behind a boundary as one', () => {
    const found = (...pairs: [number, number][]) => pairs.map(([startMs, endMs]) => ({ startMs, endMs }))
    expect(
      joinStretches([
        { startMs: 0, found: found([1000, 2000], [4000, 5000]) },
        { startMs: 5000, found: found([0, 5000]) },
        { startMs: 10_000, found: found([0, 400], [1000, 1500]) },
      ]),
    ).toEqual(found([1000, 2000], [4000, 10_400], [11_000, 11_500]))
  })
})

describe('the verdict', () => {
  const measured = (over: Partial<Measured>): Measured => ({
    facts: someFacts(),
    declaredMs: 60_000,
    decoded: { pictureMs: 60_000, soundMs: 60_000 },
    seen: [],
    ...over,
  })

  it.each([
    [59_600, []],
    [59_400, [{ code: 'truncated', severity: 'error', startMs: 59_400, value: 600 }]],
  ])('compares %d ms decoded with a minute declared', (pictureMs, wanted) => {
    expect(judge(measured({ decoded: { pictureMs, soundMs: 60_000 } }))).toEqual(wanted)
  })

  it('allows a thousandth in a long recording', () => {
    const facts = someFacts({
      durationMs: 5_400_000,
      picture: aPicture({ durationMs: 5_400_000 }),
      sound: [],
    })
    const decoded = { pictureMs: 5_396_000 }
    expect(codes(judge(measured({ facts, declaredMs: 5_400_000, decoded })))).toEqual(['no_sound'])
  })

  it('does not believe a duration that ffprobe only estimated', () => {
    const facts = { ...withoutPicture, container: 'mp3' }
    expect(codes(judge(measured({ facts, decoded: { soundMs: 30_000 } })))).toEqual(['no_picture'])
  })

  it('tells where sound and picture do not end together', () => {
    const facts = someFacts({ sound: [aTrack({ durationMs: 57_000 })] })
    expect(judge(measured({ facts, decoded: { pictureMs: 60_000, soundMs: 57_000 } }))).toEqual([
      { code: 'duration_differs', severity: 'warning', startMs: 57_000, endMs: 60_000, value: 3000 },
    ])
  })

  it('does not report black as frozen too', () => {
    const at = (timeMs: number, key: string, seconds: number) => ({
      timeMs,
      values: new Map([[key, seconds]]),
    })
    const events = [
      at(2000, 'black_start', 2),
      at(5000, 'freezedetect.freeze_start', 2),
      at(7000, 'black_end', 7),
      at(7000, 'freezedetect.freeze_end', 7),
    ]
    const seen = [
      { startMs: 0, durationMs: 60_000, events, fields: { top: 0, bottom: 0, progressive: 1500 } },
    ]
    expect(codes(judge(measured({ seen })))).toEqual(['black'])
  })
})

describe('what the tracks declare', () => {
  const colour = (over: Partial<NonNullable<PictureFacts['colour']>>) =>
    aPicture({
      colour: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', range: 'tv', bits: 8, ...over },
    })
  const of = (picture: PictureFacts, sound = [aTrack()]) => declaredFindings(someFacts({ picture, sound }))

  it('is nothing to speak of for an ordinary recording', () => {
    expect(of(colour({}))).toEqual([])
    expect(of(aPicture())).toEqual([])
  })

  it.each([
    ['nothing of its colours', { primaries: null, transfer: null, matrix: null }, ['colour_unknown']],
    ['colours of standard definition', { matrix: 'smpte170m' }, ['colour_odd']],
    ['high dynamic range', { transfer: 'arib-std-b67', primaries: 'bt2020' }, ['colour_wide']],
    ['full range', { range: 'pc' }, ['colour_full']],
  ])('is worth a word with %s', (_name, over, wanted) => {
    expect(codes(of(colour(over)))).toEqual(wanted)
  })

  it('names frame rate, rotation, sample rate and further tracks with their figures', () => {
    const picture = aPicture({ fps: { num: 30_000, den: 1001 }, rotation: 90 })
    const sound = [aTrack({ sampleRateHz: 8000 }), aTrack({ index: 2 }), aTrack({ index: 3 })]
    expect(of(picture, sound).map(({ code, value }) => [code, value])).toEqual([
      ['frame_rate', 29.97],
      ['rotated', 90],
      ['sample_rate', 8000],
      ['several_tracks', 3],
    ])
  })

  it('takes two mono tracks for a pair', () => {
    const pair = [aTrack({ channels: 1 }), aTrack({ index: 2, channels: 1 })]
    expect(of(aPicture(), pair)).toEqual([])
  })
})

describe('packets', () => {
  const at = (times: readonly number[], keyEvery = 25) =>
    times.map((time, n) => ({ pts_time: time.toFixed(6), flags: n % keyEvery === 0 ? 'K_' : '__' }))
  const even = (fps: number, seconds: number, digits = 6) =>
    Array.from({ length: fps * seconds }, (_, n) => Number((n / fps).toFixed(digits)))

  it('of an even rate raise nothing, also where time is counted in whole milliseconds', () => {
    for (const fps of [24, 25, 30, 50, 60]) expect(judgePackets(at(even(fps, 10, 3)))).toEqual([])
  })

  it('may come in the order of decoding, and from two places', () => {
    const shuffled = at([...even(25, 10), ...even(25, 5).map((time) => time + 300)])
    for (let n = 1; n + 1 < shuffled.length; n += 3)
      shuffled.splice(n, 2, ...shuffled.slice(n, n + 2).reverse())
    expect(judgePackets(shuffled)).toEqual([])
  })

  it('tell a varying rate, as telephones record', () => {
    const times = even(30, 10).filter((_, n) => n % 7 !== 3)
    expect(judgePackets(at(times))).toEqual([{ code: 'variable_rate', severity: 'warning' }])
  })

  it('tell keyframes that lie far apart', () => {
    expect(judgePackets(at(even(25, 20), 200))).toEqual([
      { code: 'sparse_keyframes', severity: 'info', value: 8 },
    ])
  })
})

describe('left and right', () => {
  const windows = (seconds: number, window: SidesWindow) => Array<SidesWindow>(seconds * 50).fill(window)
  const mono = { leftDb: -20, rightDb: -20, correlation: 1 }
  const wide = { leftDb: -20, rightDb: -22, correlation: -0.2 }
  const reversed = { leftDb: -20, rightDb: -20, correlation: -0.99 }
  const pause = { leftDb: -90, rightDb: -90, correlation: 0 }
  const rightDead = { leftDb: -20, rightDb: -90, correlation: 0 }
  const judged = (...list: SidesWindow[][]) => judgeSides(list.flat(), analyseRecipe.sides)

  it('may be the same, or wide, or silent', () => {
    expect(judged(windows(10, mono), windows(10, wide), windows(10, pause))).toEqual([])
  })

  it('are told where they cancel, across a pause in speech', () => {
    expect(judged(windows(2, mono), windows(3, reversed), windows(2, pause), windows(3, reversed))).toEqual([
      { code: 'phase', severity: 'warning', startMs: 2000, endMs: 10_000 },
    ])
  })

  it('are told where one is dead', () => {
    expect(judged(windows(1, mono), windows(4, rightDead), windows(1, mono))).toEqual([
      { code: 'one_channel', severity: 'warning', startMs: 1000, endMs: 5000, value: 2 },
    ])
  })

  it('are left alone where it is over at once', () => {
    expect(judged(windows(1, mono), windows(1, reversed), windows(2, wide), windows(2, rightDead))).toEqual(
      [],
    )
  })
})
