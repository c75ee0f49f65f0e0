import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkCode, folderName, m3uOf, planSound, zipName } from '../../server/packages/files.rules.ts'
import { servingDay, supersession } from '../../server/packages/packages.rules.ts'
import { playedParts } from '../../server/playlists/playlists.schema.ts'

const item = (position: number, part: (typeof playedParts)[number] = 'notices') => {
  return {
    position,
    part,
    workId: `w${position}`,
    title: 'Lễ Đông Khê',
    shortName: '',
    byRule: false,
    kind: 'announcement' as const,
  }
}
const target = (languages: string[], items: [first: string | null, ...along: string[]][]) => ({
  kind: 'area' as const,
  id: 'a',
  name: 'Huyện Bảo Lạc',
  languages,
  items: items.map(([first, ...along], index) => {
    return { position: index + 1, first, along, second: null, viForNow: false, missing: first === null }
  }),
})
// A version's id is its language and a number: "ium 1".
const languageOf = (versionId: string) =>
  versionId.startsWith('-') ? null : (versionId.split(' ')[0] ?? null)

it('numbers the evening as it is played and gives each further language a folder', () => {
  const place = target(['ium', 'tyz'], [['- 1'], ['ium 2', 'tyz 2'], [null], ['tyz 4']])
  const items = [item(1, 'callIn'), item(2), item(3), item(4, 'message')]
  const { files, lists } = planSound(place, items, languageOf)
  expect(files.map(({ path, versionId }) => `${path} ${versionId}`)).toEqual([
    '01/001MOI.MP3 - 1',
    '01/002TBAO.MP3 ium 2',
    '01/003TDIEP.MP3 tyz 4',
    '02/001TBAO.MP3 tyz 2',
  ])
  expect(
    lists.map(({ path, language, files }) => [path, language, files.map((file) => file.versionId)]),
  ).toEqual([
    ['01.M3U', null, ['- 1', 'ium 2', 'tyz 4']],
    ['02.M3U', 'tyz', ['- 1', 'tyz 2', 'tyz 4']],
  ])
})

it('keeps a work that is played twice twice, in its order', () => {
  const place = target(['vi'], [['vi 1'], ['vi 2'], ['vi 1']])
  const { files } = planSound(place, [item(1), item(2), item(3)], languageOf)
  expect(files.map((file) => file.versionId)).toEqual(['vi 1', 'vi 2', 'vi 1'])
})

it('never puts two files at one place, nor more than 99 into a folder, and names all of them 8.3 in ASCII', () => {
  const languages = ['ium', 'tyz', 'hmn']
  const row = fc.subarray(languages).map((codes) => codes.map((code) => `${code} x`))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...playedParts), row), { maxLength: 250 }), (rows) => {
      const items = rows.map(([part], index) => item(index + 1, part))
      const place = target(
        languages,
        rows.map(([, [first = null, ...along]]) => [first, ...along]),
      )
      const { files } = planSound(place, items, languageOf)
      const paths = files.map((file) => file.path)
      expect(new Set(paths).size).toBe(paths.length)
      for (const path of paths) expect(path).toMatch(/^\d\d\/\d{3}[A-Z]{3,5}\.MP3$/)
      const counts = Map.groupBy(paths, (path) => path.slice(0, 2))
      for (const inFolder of counts.values()) expect(inFolder.length).toBeLessThanOrEqual(99)
      expect(files.length).toBe(rows.reduce((sum, [, codes]) => sum + codes.length, 0))
      // Read by name, the evening comes in play order.
      const evening = files.filter((file) => file.first)
      expect(evening.map((file) => file.path)).toEqual(evening.map((file) => file.path).toSorted())
      expect(evening.map((file) => file.position)).toEqual(
        evening.map((file) => file.position).toSorted((a, b) => a - b),
      )
    }),
    { numRuns: 50 },
  )
})

it('writes lists in ASCII with the seconds of each file', () => {
  const { lists } = planSound(target(['vi'], [['vi 1']]), [item(1)], languageOf)
  const [list] = lists
  const text = list && m3uOf(list, () => ({ title: 'Lễ mừng Đông Khê', durationMs: 61_400 }))
  expect(text).toBe('#EXTM3U\r\n#EXTINF:61,Le mung Dong Khe\r\n01/001TBAO.MP3\r\n')
})

it('names folders and files for people without marks', () => {
  expect(folderName('Huyện Bảo Lạc', 0)).toBe('01BAOLAC')
  expect(folderName('Thành phố Cao Bằng', 9)).toBe('10CAOBAN')
  expect(zipName('Huyện Bảo Lạc', 2)).toBe('goi-huyen-bao-lac-so-2.zip')
})

it('makes a check code of twelve signs that differ where the hash differs', () => {
  expect(checkCode('0'.repeat(64))).toBe('0000-0000-0000')
  expect(checkCode(`${'f'.repeat(15)}${'0'.repeat(49)}`)).toBe('ZZZZ-ZZZZ-ZZZZ')
  expect(checkCode(`1${'0'.repeat(63)}`)).not.toBe(checkCode(`2${'0'.repeat(63)}`))
})

const one = (sequence: number, state: string, id = 'a') => {
  return { playlistId: 'p', target: { kind: 'area', id }, sequence, state }
}

it('keeps a package in use until the later one of its place is ready', () => {
  const first = one(1, 'ready')
  expect(supersession([first, one(2, 'building')])(first)).toBeNull()
  expect(supersession([first, one(2, 'ready'), one(3, 'failed')])(first)).toBe(2)
})

it('takes a package out of use when a later publication leaves its place out', () => {
  const first = one(1, 'ready')
  expect(supersession([first, one(2, 'building', 'b')])(first)).toBe(2)
  expect(supersession([first, one(2, 'ready', 'b')])(one(2, 'ready', 'b'))).toBeNull()
})

it('asks who serves a place within the days the package is for', () => {
  const days = { validFrom: '2021-09-28', validTo: '2021-10-04' }
  expect(servingDay('2021-09-01', days)).toBe('2021-09-28')
  expect(servingDay('2021-10-01', days)).toBe('2021-10-01')
  expect(servingDay('2026-01-01', days)).toBe('2021-10-03')
})
