import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Brought, programmeOf } from '../../server/playlists/hearing.rules.ts'
import { goesFirst, meetingAt } from '../../server/playlists/loudspeaker-use.rules.ts'
import { playlistBody } from '../../server/playlists/playlist-body.schema.ts'
import { type Recording, resolveWork, totalsOf } from '../../server/playlists/playlists.rules.ts'
import { type PlayedPart, playedParts } from '../../server/playlists/playlists.schema.ts'

let next = 1
const recording = (language: string | null, durationMs = 1000): Recording => {
  const number = next++
  return { versionId: `${language} ${number}`, number, language, inMs: null, outMs: null, durationMs }
}
const languages = ['ium', 'tyz', 'vi']
const work = (part: PlayedPart, number: number, ...spoken: (string | null)[]): Brought => ({
  number,
  part,
  title: `Mục ${number}`,
  cell: resolveWork(
    languages,
    spoken.map((language) => recording(language)),
  ),
})

it('says a work in the place’s language and then in Vietnamese where both are wanted', () => {
  const both = [recording('tyz', 5000), recording('vi', 4000)]
  const cell = resolveWork(languages, both, true)
  expect([cell.first?.language, cell.second?.language, cell.second?.rank]).toEqual(['tyz', 'vi', 3])
  expect(totalsOf([cell], 60_000).totalMs).toBe(69_000)
  expect(resolveWork(['nty'], both, true)).toMatchObject({ viForNow: true, second: null })
  expect(resolveWork(['vi'], both, true).second).toBeNull()
  expect(resolveWork(languages, [recording(null)], true).second).toBeNull()
})

it('pauses between message and film, and shows where nothing is heard', () => {
  const evening = [work('callIn', 1, null), work('message', 2, 'nty'), work('film', 3, 'vi')]
  const { programme, totalMs } = programmeOf(evening, languages, 300_000)
  expect(programme.map(({ what, atMs }) => [what, atMs])).toEqual([
    ['sound', 0],
    ['hole', 1000],
    ['pause', 1000],
    ['sound', 301_000],
  ])
  expect(totalMs).toBe(302_000)
  expect(programmeOf([work('callIn', 1, null)], languages, 5).programme.at(-1)?.what).toBe('pause')
})

it('speaks at a place what it puts first of what the package brings', () => {
  const { programme } = programmeOf([work('notices', 1, 'ium', 'tyz')], ['nty', 'tyz', 'ium'], 0)
  expect(programme).toMatchObject([{ language: 'tyz', switched: true }])
  const { programme: none } = programmeOf([work('notices', 1, 'ium')], ['hmn'], 0)
  expect(none).toMatchObject([{ language: 'ium', switched: false }])
})

it('never shuffles: whatever an evening holds is heard in its very order', () => {
  const item = fc.record({ part: fc.constantFrom(...playedParts), spoken: fc.subarray(['ium', 'tyz', 'vi']) })
  fc.assert(
    fc.property(fc.array(item, { maxLength: 40 }), fc.nat(600_000), (items, pauseMs) => {
      const evening = items.map(({ part, spoken }, index) => work(part, index + 1, ...spoken))
      const { programme } = programmeOf(evening, languages, pauseMs)
      const numbers = programme.flatMap((one) => (one.what === 'pause' ? [] : one.number))
      expect(numbers).toEqual(evening.map(({ number }) => number))
      const times = programme.map(({ atMs }) => atMs)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }),
  )
})

it('lets the higher class of bulletin go first, and neither of two alike', () => {
  expect([
    goesFirst('urgent', 'priority'),
    goesFirst('normal', 'priority'),
    goesFirst('normal', 'normal'),
  ]).toEqual(['this', 'other', 'neither'])
  const session = (start: string, minutes: number) => ({ starts: [start], sessionMs: minutes * 60_000 })
  expect(meetingAt(session('18:30', 30), session('18:59', 10))).toBe('18:30')
  expect(meetingAt(session('18:30', 30), session('19:00', 10))).toBeNull()
})

it('reads a publication of the first form for ever, in the words of the present one', () => {
  const first = {
    schema: 'vang.playlist/1',
    playlistId: 'p',
    title: 'Phát loa dịp 71 năm',
    validFrom: '2021-09-28',
    validTo: '2021-10-04',
    items: [
      {
        position: 1,
        part: 'notices',
        workId: 'w',
        title: 'Mời dự lễ',
        shortName: 'Mời dự lễ',
        kind: 'announcement',
      },
    ],
    versions: [],
    targets: [
      {
        kind: 'area',
        id: 'a',
        name: 'Huyện Bảo Lạc',
        languages: ['ium'],
        items: [{ position: 1, first: 'v', along: [], viForNow: false, missing: false }],
      },
    ],
  }
  const read = playlistBody.parse(first)
  expect(read).toMatchObject({
    schema: 'vang.playlist/2',
    pauseMs: null,
    bulletinClass: 'normal',
    override: null,
  })
  expect(read.targets[0]?.items[0]).toMatchObject({ first: 'v', second: null })
  expect(playlistBody.parse(read)).toEqual(read)
  expect(playlistBody.safeParse({ ...first, schema: 'vang.playlist/3' }).success).toBe(false)
})
