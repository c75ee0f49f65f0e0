import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { slicesOf } from '../../server/http/byte-plan.rules.ts'
import { readPlanned } from '../../server/http/planned-bytes.ts'
import { planZip, type ZipEntry } from '../../server/http/zip.rules.ts'
import { zipTag } from '../../server/http/zip-bytes.ts'
import { sha256Of } from '../../server/storage/canonical.ts'

const run = promisify(execFile)
const GIB = 2 ** 30
const LARGE = 4.25 * GIB
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-zip-'))
})
afterAll(() => rm(folder, { recursive: true }))

function stored(files: readonly { path: string; bytes: Uint8Array }[]) {
  const kept = new Map(files.map(({ bytes }) => [sha256Of(bytes), bytes]))
  const entries = files.map(({ path, bytes }): ZipEntry => {
    return { path, sizeBytes: bytes.length, crc32: crc32(bytes), sha256: sha256Of(bytes) }
  })
  const read = (sha256: string, start = 0, end?: number) =>
    Readable.from([Buffer.from(kept.get(sha256) ?? '').subarray(start, end)], { objectMode: false })
  return { entries, read, plan: planZip(entries) }
}

const bytesOf = (zip: ReturnType<typeof stored>, start = 0, end = zip.plan.sizeBytes) =>
  buffer(readPlanned(zip.plan, zip, start, end))

const evening = [
  { path: 'DOCTRUOC.TXT', bytes: new TextEncoder().encode('Gói loa, đọc trước khi phát') },
  { path: '01/001MOI.MP3', bytes: randomBytes(70_000) },
  { path: '01/002TBAO.MP3', bytes: randomBytes(3) },
  { path: '02/001TBAO.MP3', bytes: new Uint8Array() },
]

it('makes a file that unzip, 7z and python read without complaint', async () => {
  const zip = join(folder, 'evening.zip')
  await writeFile(zip, await bytesOf(stored(evening)))
  expect((await run('unzip', ['-t', zip])).stdout).toContain('No errors detected')
  expect((await run('7z', ['t', zip])).stdout).toContain('Everything is Ok')
  const script =
    'import sys,zipfile as z; a=z.ZipFile(sys.argv[1]); print(a.testzip(), [(i.filename,i.file_size,i.date_time) for i in a.infolist()])'
  const { stdout } = await run('python3', ['-c', script, zip])
  expect(stdout).toContain('None')
  expect(stdout).toContain("('01/001MOI.MP3', 70000, (1980, 1, 1, 0, 0, 0))")
})

it('gives the same bytes and the same tag for the same files, others for others', async () => {
  const zip = stored(evening)
  expect(await bytesOf(zip)).toEqual(await bytesOf(stored(evening)))
  expect(zipTag(zip.entries)).toBe(zipTag(stored(evening).entries))
  expect(zipTag(zip.entries)).not.toBe(zipTag(zip.entries.toReversed()))
})

it('puts any ranges together into the whole', async () => {
  const file = fc.record({
    bytes: fc.uint8Array({ maxLength: 300 }),
    name: fc.stringMatching(/^[A-Z0-9]{1,8}$/),
  })
  const files = fc.uniqueArray(file, { maxLength: 12, selector: ({ name }) => name })
  await fc.assert(
    fc.asyncProperty(files, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), async (some, places) => {
      const zip = stored(some.map(({ name, bytes }) => ({ path: `01/${name}.MP3`, bytes })))
      const size = zip.plan.sizeBytes
      const cuts = [0, ...places.map((place) => Math.floor(place * size)).sort((a, b) => a - b), size]
      const pieces = await Promise.all(cuts.slice(1).map((end, i) => bytesOf(zip, cuts[i], end)))
      expect(Buffer.concat(pieces).equals(await bytesOf(zip))).toBe(true)
    }),
    { numRuns: 60 },
  )
})

it('says in 64 bits what does not fit in 32, and opens where the data are holes', async () => {
  // Sizes alone decide the plan; the data of the big file are a hole that takes no room on disk.
  const small = new TextEncoder().encode('sau tệp lớn')
  const entries: ZipEntry[] = [
    { path: '01/001PHIM.MP3', sizeBytes: LARGE, crc32: 0, sha256: 'large' },
    { path: '01/002KET.MP3', sizeBytes: small.length, crc32: crc32(small), sha256: 'small' },
  ]
  const plan = planZip(entries)
  const sparse = join(folder, 'large.zip')
  const file = await open(sparse, 'w')
  for (const { part } of slicesOf(plan, 0, plan.sizeBytes)) {
    const bytes = part.bytes ?? (part.sha256 === 'small' ? small : undefined)
    if (bytes) await file.write(bytes, 0, bytes.length, part.at)
  }
  await file.close()
  const script =
    'import sys,zipfile as z; a=z.ZipFile(sys.argv[1]); print([i.file_size for i in a.infolist()], a.read("01/002KET.MP3").decode())'
  const { stdout } = await run('python3', ['-c', script, sparse])
  expect(stdout.trim()).toBe(`[${LARGE}, ${small.length}] sau tệp lớn`)
  expect((await run('unzip', ['-p', sparse, '01/002KET.MP3'])).stdout).toBe('sau tệp lớn')
  expect((await run('unzip', ['-Z1', sparse])).stdout).toBe('01/001PHIM.MP3\n01/002KET.MP3\n')
  // Says so of the smallest thing in the directory that it does not like.
  expect((await run('7z', ['t', sparse, '01/002KET.MP3'])).stdout).toContain('Everything is Ok')
})

it('counts more files than 16 bits hold', async () => {
  const bytes = new Uint8Array([1])
  const zip = stored(Array.from({ length: 65_600 }, (_, i) => ({ path: `01/${i}.MP3`, bytes })))
  const path = join(folder, 'many.zip')
  await writeFile(path, await bytesOf(zip))
  const { stdout } = await run('python3', [
    '-c',
    'import sys,zipfile as z; print(len(z.ZipFile(sys.argv[1]).namelist()))',
    path,
  ])
  expect(stdout.trim()).toBe('65600')
})

it('marks a name as UTF-8 only when it is not plain', () => {
  const flags = (path: string) => {
    const header = planZip([{ path, sizeBytes: 0, crc32: 0, sha256: '' }]).parts[0]?.bytes
    return header && new DataView(header.buffer).getUint16(6, true)
  }
  expect(flags('01/001TBAO.MP3')).toBe(0)
  expect(flags('01/Thông báo.MP3')).toBe(0x800)
})

it('refuses paths that leave the folder, or meet on a FAT stick', () => {
  const plan =
    (...paths: string[]) =>
    () =>
      planZip(paths.map((path) => ({ path, sizeBytes: 0, crc32: 0, sha256: '' })))
  for (const path of ['', '/etc/passwd', '../a', 'a/../b', 'a//b', 'a\\b', '.'])
    expect(plan(path)).toThrow(RangeError)
  expect(plan('01/A.MP3', '01/a.mp3')).toThrow(RangeError)
})
