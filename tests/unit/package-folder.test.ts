import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isWhole, judgeFolder } from '../../server/packages/folder.rules.ts'
import type { Manifest } from '../../server/packages/manifest.schema.ts'
import { applyDelta, deltaBetween } from '../../server/packages/text-delta.rules.ts'

const sha = (letter: string) => letter.repeat(64)
const files = [
  { path: 'DOCTRUOC.TXT', sizeBytes: 10, sha256: sha('a') },
  { path: '01/001TBAO.MP3', sizeBytes: 20, sha256: sha('b') },
  { path: '01/002TBAO.MP3', sizeBytes: 30, sha256: sha('c') },
]
const manifest = { files } as unknown as Pick<Manifest, 'files'>
const beside = ['manifest.json', 'manifest.json.minisig', 'khoa.json'].map((path) => {
  return { path, sizeBytes: 1, sha256: sha('d') }
})
const verdict = (...present: { path: string; sizeBytes: number; sha256: string | undefined }[]) =>
  judgeFolder(manifest, present)

it('takes a folder with every file and what belongs beside them, whatever case FAT shows names in', () => {
  const lower = files.map((file) => ({ ...file, path: file.path.toLowerCase() }))
  expect(isWhole(verdict(...files, ...beside))).toBe(true)
  expect(isWhole(verdict(...lower))).toBe(true)
})

it('names what is missing, changed, unreadable or there twice', () => {
  const [readme, first, second] = files
  if (!readme || !first || !second) throw new Error('Three files')
  expect(verdict(readme, first)).toMatchObject({ missing: ['01/002TBAO.MP3'] })
  expect(verdict(readme, first, { ...second, sizeBytes: 31 })).toMatchObject({ changed: ['01/002TBAO.MP3'] })
  expect(verdict(readme, first, { ...second, sha256: undefined })).toMatchObject({
    changed: ['01/002TBAO.MP3'],
  })
  expect(verdict(...files, { ...first, path: '01/001tbao.mp3' }).extra).toEqual(['01/001tbao.mp3'])
})

it('passes over what systems leave on sticks, and never over what a loudspeaker would play', () => {
  const left = [
    '.Trash-1000/info',
    'System Volume Information/IndexerVolumeGuid',
    'Thumbs.db',
    '._DOCTRUOC.TXT',
  ]
  const extra = (path: string) => verdict(...files, { path, sizeBytes: 1, sha256: sha('e') }).extra
  for (const path of left) expect(extra(path)).toEqual([])
  for (const path of ['01/._001TBAO.MP3', '.hidden.mp3', '99/001.MP3', 'THEM.TXT'])
    expect(extra(path)).toEqual([path])
})

const manifestText = (titles: readonly string[], changed = -1) =>
  JSON.stringify({
    files: titles.map((title, at) => {
      return {
        path: `01/${at}.MP3`,
        sha256: sha(at === changed ? 'f' : 'a'),
        sizeBytes: at,
        spokenText: `Kính mời bà con, ${title}`,
      }
    }),
  })

it('makes the later text out of the earlier and the delta, whatever they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      expect(applyDelta(before, deltaBetween(before, after))).toBe(after)
    }),
  )
  const titles = fc.array(fc.string(), { maxLength: 30 })
  fc.assert(
    fc.property(titles, titles, (before, after) => {
      const [a, b] = [manifestText(before), manifestText(after)]
      expect(applyDelta(a, deltaBetween(a, b))).toBe(b)
    }),
  )
})

it('says little where one clip of sixty is another', () => {
  const titles = Array.from({ length: 60 }, (_, at) => `thông báo số ${at} `.repeat(20))
  const delta = JSON.stringify(deltaBetween(manifestText(titles), manifestText(titles, 30)))
  expect(delta.length).toBeLessThan(400)
})

it('refuses a delta that reaches beyond what is held', () => {
  expect(() => applyDelta('abc', [[1, 3]])).toThrow(RangeError)
  expect(() => applyDelta('abc', [[-1, 2]])).toThrow(RangeError)
})
