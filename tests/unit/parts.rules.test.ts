import { expect, it } from 'vitest'
import { gapBetween, readTimecode } from '../../media/part-facts.ts'
import { type Candidate, numberedName, proposeParts } from '../../server/library/parts/parts.rules.ts'

const files = (...names: string[]) =>
  names.map(
    (fileName, n): Candidate => ({ id: `${n}`, fileName, place: 'card', sizeBytes: 10, durationMs: 1000 }),
  )
const names = (proposals: ReturnType<typeof proposeParts>) =>
  proposals.map(({ parts }) => parts.map(({ fileName }) => fileName))

it('proposes what a camera numbered in a row as one recording, in its order', () => {
  expect(names(proposeParts(files('C0002.MP4', 'C0001.MP4', 'C0003.MP4')))).toEqual([
    ['C0001.MP4', 'C0002.MP4', 'C0003.MP4'],
  ])
  expect(names(proposeParts(files('00000.MTS', '00001.MTS')))).toEqual([['00000.MTS', '00001.MTS']])
  expect(names(proposeParts(files('MOV_0009.MOV', 'MOV_0010.MOV')))).toEqual([
    ['MOV_0009.MOV', 'MOV_0010.MOV'],
  ])
})

it('reads chapters of action cameras, whose recordings are numbered after the chapter', () => {
  const cards = files(
    'GX010001.MP4',
    'GX020001.MP4',
    'GX010002.MP4',
    'GX030001.MP4',
    'GOPR0007.MP4',
    'GP010007.MP4',
  )
  expect(names(proposeParts(cards))).toEqual([
    ['GX010001.MP4', 'GX020001.MP4', 'GX030001.MP4'],
    ['GOPR0007.MP4', 'GP010007.MP4'],
  ])
})

it('names a part that is missing in the middle, and gives up where many are', () => {
  const [proposal] = proposeParts(files('C0001.MP4', 'C0002.MP4', 'C0005.MP4'))
  expect(proposal?.missing).toEqual(['C0003.MP4', 'C0004.MP4'])
  expect(proposeParts(files('C0001.MP4', 'C0009.MP4'))).toEqual([])
  expect(proposeParts(files('GX010001.MP4', 'GX030001.MP4'))[0]?.missing).toEqual(['GX020001.MP4'])
})

it('leaves alone names that people gave, other kinds of file, other places, and the same file twice', () => {
  expect(proposeParts(files('Bài hát 01.mp4', 'Bài hát 02.mp4'))).toEqual([])
  expect(proposeParts(files('IMG_0001.MOV', 'IMG_0002.MOV'))).toEqual([])
  expect(proposeParts(files('C0001.MP4', 'C0002.MOV'))).toEqual([])
  expect(proposeParts(files('C0001.MP4', 'C0001.MP4'))).toEqual([])
  const [one, other] = files('C0001.MP4', 'C0002.MP4')
  if (!one || !other) throw new Error('two files')
  expect(proposeParts([one, { ...other, place: 'another card' }])).toEqual([])
  expect(numberedName('00000.jpg')).toBeUndefined()
})

it('parts recordings whose times do not touch, and tells a short gap', () => {
  const gaps: Record<string, number | null> = { 1: 0, 2: 4000, 3: 3_600_000, 4: null }
  const found = proposeParts(
    files('C0001.MP4', 'C0002.MP4', 'C0003.MP4', 'C0004.MP4', 'C0005.MP4'),
    (_, after) => gaps[after.id] ?? null,
  )
  expect(names(found)).toEqual([
    ['C0001.MP4', 'C0002.MP4', 'C0003.MP4'],
    ['C0004.MP4', 'C0005.MP4'],
  ])
  expect(found.map(({ gapsMs }) => gapsMs)).toEqual([
    [0, 0, 4000],
    [0, null],
  ])
})

const clock = (of: Partial<Parameters<typeof gapBetween>[0]['clock']>, durationMs = 10_000) => ({
  durationMs,
  clock: { timecodeMs: null, recordedAt: null, runsOnMs: null, ...of },
})

it('reads gaps from the best clock that both parts have', () => {
  expect(gapBetween(clock({ runsOnMs: 1400 }), clock({ runsOnMs: 11_400 }))).toBe(0)
  expect(gapBetween(clock({ runsOnMs: 1400 }), clock({ runsOnMs: 14_400 }))).toBe(3000)
  expect(gapBetween(clock({ timecodeMs: 86_395_000 }), clock({ timecodeMs: 7000 }))).toBe(2000)
  const at = (second: number) => clock({ recordedAt: `2021-09-20T08:00:${second}Z` })
  expect(gapBetween(at(10), at(21))).toBe(0)
  expect(gapBetween(at(10), at(45))).toBe(25_000)
})

it('tells no gap where clocks begin anew, run backwards or are not there', () => {
  expect(gapBetween(clock({ timecodeMs: 0 }), clock({ timecodeMs: 0 }))).toBeNull()
  expect(gapBetween(clock({ runsOnMs: 90_000 }), clock({ runsOnMs: 1400 }))).toBeNull()
  expect(gapBetween(clock({}), clock({}))).toBeNull()
  expect(gapBetween(clock({ recordedAt: 'yesterday' }), clock({ recordedAt: 'today' }))).toBeNull()
})

it('reads timecodes with and without dropped frames', () => {
  expect(readTimecode('10:00:07:12', 25)).toBe(36_007_480)
  expect(readTimecode('00:00:01;15', 29.97)).toBe(1500)
  expect(readTimecode('soon', 25)).toBeNull()
})
