import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BytePlan, madeOf } from '../../server/http/byte-plan.rules.ts'
import { readPlanned } from '../../server/http/planned-bytes.ts'
import { type FatFile, planFat32 } from '../../server/packages/sticks/fat32.rules.ts'
import { tableBytes } from '../../server/packages/sticks/fat32-records.rules.ts'

const run = promisify(execFile)
const volume = { label: 'BAOLAC', serial: 0x1a2b3c4d, at: { date: 0x533b, time: 0x4000 } }
const blobs = { read: () => Readable.from([]) }
const aFile = (path: string, bytes: Uint8Array): FatFile => ({
  path,
  sizeBytes: bytes.length,
  stretches: [madeOf(bytes)],
})
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-fat-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function written(plan: BytePlan, name: string): Promise<string> {
  const path = join(folder, name)
  await pipeline(readPlanned(plan, blobs), createWriteStream(path))
  return path
}

/** Names as the records stand, one folder after the other. */
const listed = async (image: string, inside: string) => {
  const { stdout } = await run('mdir', ['-i', image, '-a', '-f', '-b', `::${inside}`])
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.replace(/^::\//, ''))
}

it('makes a volume that the system finds nothing wrong with, in the given order and no other', async () => {
  // Neither by name nor by size.
  const bytes = new Map(
    ['01/02TBAO.MP3', '01/01MOI.MP3', '01/03KET.MP3', '02/01MOI.MP3', 'TOPHAT.PDF', 'DOCTRUOC.TXT'].map(
      (path, index) => [path, randomBytes([700_000, 513, 512, 0, 1, 90_000][index] ?? 0)] as const,
    ),
  )
  const plan = planFat32(
    [...bytes].map(([path, content]) => aFile(path, content)),
    volume,
  )
  const image = await written(plan, 'small.img')
  const { stdout } = await run('fsck.vfat', ['-n', '-v', image])
  // It counts the label and both folders too.
  expect(stdout).toContain(': 9 files, ')
  expect(stdout).toContain('FATs, 32 bit entries')
  expect(await listed(image, '/')).toEqual(['01/', '02/', 'TOPHAT.PDF', 'DOCTRUOC.TXT'])
  expect(await listed(image, '/01')).toEqual(['01/02TBAO.MP3', '01/01MOI.MP3', '01/03KET.MP3'])
  for (const [path, content] of bytes) {
    const copy = join(folder, 'copy')
    await run('mcopy', ['-n', '-o', '-i', image, `::${path}`, copy])
    expect([path, sha256(await readFile(copy))]).toEqual([path, sha256(content)])
  }
  expect((await run('mdir', ['-i', image, '::'])).stdout).toContain('Volume in drive : is BAOLAC')
})

it('holds a full folder of 99 files and 99 folders', async () => {
  const files = Array.from({ length: 99 }, (_, at) => `01/${String(at + 1).padStart(3, '0')}TBAO.MP3`)
  const folders = Array.from({ length: 98 }, (_, at) => `${String(at + 2).padStart(2, '0')}/01MOI.MP3`)
  const plan = planFat32(
    [...files, ...folders].map((path) => aFile(path, Buffer.from(path))),
    volume,
  )
  const image = await written(plan, 'full.img')
  await run('fsck.vfat', ['-n', image])
  expect(await listed(image, '/01')).toEqual(files)
  expect(await listed(image, '/')).toHaveLength(99)
})

it('takes larger clusters for a larger volume, and the same plan from any byte on', async () => {
  // Five gigabytes that are never written anywhere: only their places are looked at.
  const stretch = (sizeBytes: number) => ({ sizeBytes, sha256: 'f'.repeat(64) })
  const files = Array.from({ length: 5 }, (_, at) => ({
    path: `01/0${at + 1}PHIM.MP3`,
    sizeBytes: 10 ** 9,
    stretches: [stretch(10 ** 9)],
  }))
  const plan = planFat32(files, volume)
  const boot = await buffer(readPlanned(plan, blobs, 0, 512))
  expect(boot[13]).toBe(8)
  expect(boot.readUInt32LE(32) * 512).toBe(plan.sizeBytes)
  const clusters = (boot.readUInt32LE(32) - boot.readUInt16LE(14) - 2 * boot.readUInt32LE(36)) / 8
  expect(clusters).toBeGreaterThanOrEqual(5e9 / 4096)
  expect(boot.readUInt32LE(36) * 512).toBeGreaterThanOrEqual((clusters + 2) * 4)
})

it('gives equal bytes in any pieces, and the same image twice', async () => {
  const content = randomBytes(5000)
  const make = () => planFat32([aFile('01/01MOI.MP3', content), aFile('TOPHAT.PDF', content)], volume)
  const plan = make()
  const whole = await buffer(readPlanned(plan, blobs))
  expect(whole.length).toBe(plan.sizeBytes)
  expect(whole.equals(await buffer(readPlanned(make(), blobs)))).toBe(true)
  const place = fc.oneof(fc.nat(1_200_000), fc.nat(plan.sizeBytes))
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 1, max: 200_000 }), async (start, length) => {
      const end = Math.min(plan.sizeBytes, start + length)
      const piece = await buffer(readPlanned(plan, blobs, Math.min(start, end), end))
      expect(piece.equals(whole.subarray(start, end))).toBe(true)
    }),
    { numRuns: 60 },
  )
})

it('reads the allocation table alike in pieces of any length', () => {
  const chains = { lasts: new Set([2, 9, 10]), nextFree: 11 }
  const whole = tableBytes(chains, 0, 64)
  expect([...new Uint32Array(whole.slice().buffer)].slice(0, 12)).toEqual([
    0x0ffffff8, 0x0fffffff, 0x0fffffff, 4, 5, 6, 7, 8, 9, 0x0fffffff, 0x0fffffff, 0,
  ])
  for (let from = 0; from < 60; from++)
    expect([...tableBytes(chains, from, from + 4)]).toEqual([...whole.subarray(from, from + 4)])
})

it.each([
  'moi.mp3',
  '01/moi.MP3',
  '01/02/MOI.MP3',
  '01/TOODEEPLY.MP3',
  '01/LẬP.MP3',
  '01/ACB.MPEG',
  '../MOI.MP3',
  '',
])('refuses the path %j', (path) => {
  expect(() => planFat32([aFile(path, Buffer.from('x'))], volume)).toThrow(RangeError)
})

it('refuses the same path twice, a name that is file and folder, and a file longer than FAT can name', () => {
  const one = aFile('01/01MOI.MP3', Buffer.from('x'))
  expect(() => planFat32([one, { ...one }], volume)).toThrow(RangeError)
  expect(() => planFat32([one, aFile('01', Buffer.from('x'))], volume)).toThrow(RangeError)
  const long = { path: 'PHIM.MP3', sizeBytes: 2 ** 32, stretches: [] }
  expect(() => planFat32([long], volume)).toThrow(RangeError)
})
