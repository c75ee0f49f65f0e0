import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { copyFolder } from '../../server/delivery/disks/copy-folder.ts'
import { writeFolder } from '../../server/delivery/disks/write-folder.ts'
import { leaving } from '../../server/delivery/folder.service.ts'
import { seedPeople, someDeps } from '../support/app.ts'
import { aDelivery } from '../support/deliveries.ts'

const run = promisify(execFile)
const MiB = 1024 ** 2

let deps: Awaited<ReturnType<typeof someDeps>>
let disk: string
let delivery: Awaited<ReturnType<typeof aDelivery>>
let programme: Buffer
let made = 0

beforeAll(async () => {
  deps = await someDeps()
  await seedPeople(deps)
})
afterAll(() => deps.close())
beforeEach(async () => {
  disk = await mkdtemp(join(tmpdir(), 'vang-disk-'))
  programme = randomBytes(40 * MiB + 12_345)
  made++
  const files = { [`ban-${made}.mxf`]: programme, 'sha256.txt': Buffer.from('hashes') }
  delivery = await aDelivery(deps, files, `thu-muc-${made}`)
})
afterEach(() => rm(disk, { recursive: true, force: true }))

const write = async (path = disk, signal?: AbortSignal, progress?: (fraction: number) => void) =>
  writeFolder(deps, await leaving(deps.reads, delivery.id), { path, signal, progress })
const onDisk = (folder = delivery.folderName) => join(disk, folder, `ban-${made}.mxf`)

/** Writes until a share is done, and is then cut. */
async function cutAt(share: number) {
  const stop = new AbortController()
  const cut = write(disk, stop.signal, (fraction) => {
    if (fraction >= share) stop.abort(new Error('the plug was pulled'))
  })
  await expect(cut).rejects.toThrow('the plug was pulled')
}

it('writes every file aside, reads it back from the disk itself, and only then names the folder', async () => {
  const seen: string[][] = []
  const copied = await write(disk, undefined, () => {
    // The last step is the rename, after the last byte was read back.
    readdir(disk).then((names) => seen.push(names))
  })
  expect(copied).toMatchObject({ keptBytes: 0, readFrom: 'disk' })
  expect(copied.writtenBytes).toBe(programme.length + 6)
  expect(await readdir(disk)).toEqual([delivery.folderName])
  expect(seen.slice(0, -2).every((names) => names.includes(`${delivery.folderName}.part`))).toBe(true)
  expect((await readFile(onDisk())).equals(programme)).toBe(true)
})

it('goes on after a cut from the bytes that are there and right, and writes no more than the rest', async () => {
  await cutAt(0.25)
  expect(await readdir(disk)).toEqual([`${delivery.folderName}.part`])
  const aside = onDisk(`${delivery.folderName}.part`)
  const there = (await stat(aside)).size
  expect(there).toBeGreaterThan(10 * MiB)
  const copied = await write()
  expect(copied.keptBytes).toBe(there)
  expect(copied.writtenBytes).toBe(programme.length + 6 - there)
  expect((await readFile(onDisk())).equals(programme)).toBe(true)
})

it('trusts no length: a cut copy whose last stretch never reached the disk is written anew from there', async () => {
  await cutAt(0.3)
  const aside = onDisk(`${delivery.folderName}.part`)
  const { size } = await stat(aside)
  // What a pulled plug leaves: the length was noted, the bytes were not.
  await truncate(aside, 8 * MiB)
  await truncate(aside, size)
  const copied = await write()
  expect(copied.keptBytes).toBeLessThanOrEqual(8 * MiB)
  expect((await readFile(onDisk())).equals(programme)).toBe(true)
})

it('finds one flipped byte on a disk and mends that file alone', async () => {
  await write()
  await writeFile(join(disk, delivery.folderName, 'cua-nguoi-khac.txt'), 'not ours')
  const file = await open(onDisk(), 'r+')
  await file.write(Buffer.from([(programme[MiB] ?? 0) ^ 1]), 0, 1, MiB)
  await file.sync()
  await file.close()
  const copied = await write()
  expect(copied.writtenBytes).toBe(programme.length)
  expect(copied.keptBytes).toBe(6)
  expect((await readFile(onDisk())).equals(programme)).toBe(true)
  expect((await readdir(join(disk, delivery.folderName))).sort()).toEqual(
    [`ban-${made}.mxf`, 'cua-nguoi-khac.txt', 'sha256.txt'].sort(),
  )
  expect(await write()).toMatchObject({ writtenBytes: 0 })
})

/** One file whose bytes are another's the first time they are read, as with a disk that loses some on the way. */
function changing(first: Buffer, then: Buffer, sha256: string) {
  let reads = 0
  const read = (start: number) => Readable.from([(reads++ === 0 ? first : then).subarray(start)])
  return { name: 'a.mxf', sha256, sizeBytes: then.length, read }
}
const flipped = (bytes: Buffer, at: number) => {
  const other = Buffer.from(bytes)
  other.writeUInt8(other.readUInt8(at) ^ 1, at)
  return other
}

it('names the file that a disk gives back otherwise than it was written, and names no folder', async () => {
  const file = changing(flipped(programme, 5 * MiB), programme, delivery.files[0]?.sha256 ?? '')
  await expect(copyFolder({ target: disk, folderName: 'hong', files: [file] })).rejects.toMatchObject({
    code: 'disk_misread',
    details: { name: 'a.mxf', at: 5 * MiB },
  })
  expect(await readdir(disk)).toEqual(['hong.part'])
  // Asked again, it writes from the wrong byte on.
  const again = await copyFolder({ target: disk, folderName: 'hong', files: [file] })
  expect(again.keptBytes).toBe(5 * MiB)
  expect((await readFile(join(disk, 'hong', 'a.mxf'))).equals(programme)).toBe(true)
})

it('never hands over what our own store no longer holds as it was stored', async () => {
  const rotten = flipped(programme, 1)
  const file = changing(rotten, rotten, delivery.files[0]?.sha256 ?? '')
  await expect(copyFolder({ target: disk, folderName: 'muc', files: [file] })).rejects.toMatchObject({
    code: 'wrong_hash',
  })
  expect(await readdir(disk)).toEqual(['muc.part'])
})

const mounts = await run('unshare', ['--mount', 'true']).then(
  () => process.getuid?.() === 0,
  () => false,
)

it.runIf(mounts)(
  'names a disk that becomes full, keeps what is there, and goes on once there is room',
  async () => {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk])
    try {
      const folder = await leaving(deps.reads, delivery.id)
      expect(await codeOf(write())).toBe('disk_too_small')
      expect(await readdir(disk)).toEqual([])
      // A disk that told of more room than it has, as worn-out and forged sticks do.
      const facts = { freeBytes: 1e12, fat: false, readOnly: false }
      expect(await codeOf(writeFolder(deps, folder, { path: disk, facts }))).toBe('disk_filled')
      expect(await readdir(disk)).toEqual([`${delivery.folderName}.part`])
      await run('mount', ['-o', 'remount,size=128m', disk])
      const copied = await write()
      expect(copied.keptBytes).toBeGreaterThan(20 * MiB)
      expect((await readFile(onDisk())).equals(programme)).toBe(true)
    } finally {
      await run('umount', [disk])
    }
  },
)

it.runIf(mounts)('names a disk that is locked against writing', async () => {
  await run('mount', ['-t', 'tmpfs', '-o', 'size=96m,ro', 'tmpfs', disk])
  try {
    expect(await codeOf(write())).toBe('disk_read_only')
  } finally {
    await run('umount', [disk])
  }
})

it('names a disk that was pulled out', async () => {
  await rm(disk, { recursive: true })
  expect(await codeOf(write())).toBe('disk_gone')
})

it('warns of FAT32 before the first byte', async () => {
  const folder = await leaving(deps.reads, delivery.id)
  const large = { ...folder, files: folder.files.map((file) => ({ ...file, sizeBytes: 2 ** 32 })) }
  const facts = { freeBytes: 1e12, fat: true, readOnly: false }
  expect(await codeOf(writeFolder(deps, large, { path: disk, facts }))).toBe('fat_too_large')
  expect(await readdir(disk)).toEqual([])
})

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
