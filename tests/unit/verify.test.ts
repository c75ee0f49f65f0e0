import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readPlanned } from '../../server/http/planned-bytes.ts'
import { planZip } from '../../server/http/zip.rules.ts'
import { checkCodeOf } from '../../server/packages/manifest.ts'
import { sha256 } from '../../web/ui/verify/sha256.ts'
import { candidatesIn, type Stretch, verdictOf } from '../../web/ui/verify/verify.ts'
import { type Found, zipEntries } from '../../web/ui/verify/zip-entries.ts'

const nodeHash = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

it('hashes as node does, whatever the pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (pieces) => {
      const hash = sha256()
      for (const piece of pieces) hash.update(piece)
      expect(hash.digest()).toBe(nodeHash(Buffer.concat(pieces)))
    }),
  )
  const million = sha256()
  million.update(new Uint8Array(1_000_000).fill(0x61))
  expect(million.digest()).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0')
})

const sounds = { '01/001MOI.MP3': randomBytes(900), '01/002TBAO.MP3': randomBytes(700) }
const readme = Buffer.from('Đọc trước')

function aPackage(): Found[] {
  const files = Object.entries(sounds).map(([path, bytes]) => {
    return { path, kind: 'sound', sizeBytes: bytes.length, sha256: nodeHash(bytes) }
  })
  const manifest = {
    schema: 'vang.package/2',
    packageId: 'p1',
    issuedAt: '2021-09-27T01:00:00.000Z',
    sequence: 1,
    checkCode: checkCodeOf(files),
    files: [
      { path: 'DOCTRUOC.TXT', kind: 'readme', sizeBytes: readme.length, sha256: nodeHash(readme) },
      ...files,
    ],
  }
  return [
    { path: 'manifest.json', file: new Blob([JSON.stringify(manifest)]) },
    { path: 'DOCTRUOC.TXT', file: new Blob([readme]) },
    ...Object.entries(sounds).map(([path, bytes]) => ({ path, file: new Blob([bytes]) })),
  ]
}

async function verdict(found: readonly Found[]) {
  const checked = []
  for (const candidate of await candidatesIn(found)) {
    const hashes = new Map<Stretch, string>()
    for (const stretch of candidate.present)
      hashes.set(stretch, nodeHash(new Uint8Array(await stretch.file.arrayBuffer())))
    checked.push(verdictOf(candidate, hashes))
  }
  return checked
}

const inFolder = (folder: string, found: readonly Found[]) =>
  found.map((one) => ({ ...one, path: `${folder}/${one.path}` }))

it('finds a whole package whole, with the code of its cue sheet', async () => {
  const code = checkCodeOf(Object.entries(sounds).map(([path, bytes]) => ({ path, sha256: nodeHash(bytes) })))
  const [one] = await verdict(inFolder('USB', aPackage()))
  expect(one).toEqual({
    whole: ['DOCTRUOC.TXT', '01/001MOI.MP3', '01/002TBAO.MP3'],
    missing: [],
    changed: [],
    extra: [],
    checkCode: code,
  })
})

it('tells one changed byte, a cut file, a missing one and one too many', async () => {
  const changed = Buffer.from(sounds['01/001MOI.MP3'])
  changed[500] = (changed[500] ?? 0) ^ 1
  const found = aPackage().flatMap(({ path, file }): Found[] => {
    if (path.endsWith('001MOI.MP3')) return [{ path, file: new Blob([changed]) }]
    if (path.endsWith('002TBAO.MP3')) return [{ path, file: file.slice(0, 100) }]
    return path === 'DOCTRUOC.TXT' ? [] : [{ path, file }]
  })
  const [one] = await verdict([...found, { path: '01/BAI HAT CU.mp3', file: new Blob(['x']) }])
  expect(one).toMatchObject({
    whole: [],
    missing: ['DOCTRUOC.TXT'],
    changed: ['01/001MOI.MP3', '01/002TBAO.MP3'],
    extra: ['01/BAI HAT CU.mp3'],
  })
})

it('takes no offence at lower-case names and at what systems leave on a stick, unless a loudspeaker would play it', async () => {
  const renamed = aPackage().map((one) => ({ ...one, path: one.path.toLowerCase() }))
  const left = ['System Volume Information/WPSettings.dat', '.DS_Store', '01/Thumbs.db', '._DOCTRUOC.TXT']
  const [one] = await verdict([...renamed, ...left.map((path) => ({ path, file: new Blob(['x']) }))])
  expect(one).toMatchObject({ missing: [], changed: [], extra: [] })
  const [other] = await verdict([...renamed, { path: '01/._001MOI.MP3', file: new Blob(['x']) }])
  expect(other).toMatchObject({ extra: ['01/._001MOI.MP3'] })
})

it('checks each of several packages by itself, and knows when there is none', async () => {
  const two = await verdict([
    ...inFolder('01BAOLAC', aPackage()),
    ...inFolder('02HALANG', aPackage().slice(0, 3)),
  ])
  expect(two.map((one) => one.missing.length)).toEqual([0, 1])
  expect(await verdict([{ path: 'manifest.json', file: new Blob(['{"schema":"khac"}']) }])).toEqual([])
  expect(await verdict([{ path: 'manifest.json', file: new Blob(['{"schema"']) }])).toEqual([])
})

it('reads the files out of our own ZIPs, and sees that a cut one is none', async () => {
  const kept = new Map<string, Uint8Array>()
  const entries = []
  for (const { path, file } of aPackage()) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    kept.set(nodeHash(bytes), bytes)
    entries.push({ path, sizeBytes: bytes.length, crc32: crc32(bytes), sha256: nodeHash(bytes) })
  }
  const plan = planZip(entries)
  const read = (sha: string, from = 0, to?: number) =>
    Readable.from([Buffer.from(kept.get(sha) ?? '').subarray(from, to)])
  const zip = new Blob([await buffer(readPlanned(plan, { read }, 0, plan.sizeBytes))])
  const [one] = await verdict((await zipEntries(zip)) ?? [])
  expect(one).toMatchObject({ missing: [], changed: [], extra: [] })
  expect(one?.whole).toHaveLength(3)
  expect(await zipEntries(zip.slice(0, zip.size - 30))).toBeUndefined()
  expect(await zipEntries(new Blob(['not a zip']))).toBeUndefined()
})
