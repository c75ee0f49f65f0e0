import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { copiesOf, copyById } from '../../server/delivery/disks/copies.queries.ts'
import { drivesForFolder, writeToDisk } from '../../server/delivery/disks/copies.service.ts'
import { copyFolder } from '../../server/delivery/disks/copy-folder.ts'
import { writeFolder } from '../../server/delivery/disks/write-folder.ts'
import { leaving } from '../../server/delivery/folder.service.ts'
import type { Actor } from '../../server/http/permissions.rules.ts'
import { seedPeople, someDeps } from '../support/app.ts'
import { aDelivery, runJob } from '../support/deliveries.ts'

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

it('gives a folder no name whose approval was taken back while it was written', async () => {
  const withdraw = () => {
    void deps.db
      .updateTable('version')
      .set({ approved_uses: '[]' })
      .where('id', '=', delivery.version.id)
      .execute()
  }
  expect(await codeOf(write(disk, undefined, withdraw))).toBe('not_approved')
  expect(await readdir(disk)).toEqual([`${delivery.folderName}.part`])
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

const script = join(import.meta.dirname, '../../scripts/deliver')
const scriptWith = (...given: string[]) => [...given, '--data', deps.config.dataDir]

it('goes on after a kill -9 of the script, leaving no folder that is half', async () => {
  const child = spawn(script, scriptWith(delivery.id, disk), { stdio: 'ignore' })
  const aside = onDisk(`${delivery.folderName}.part`)
  await vi.waitFor(async () => expect((await stat(aside)).size).toBeGreaterThan(2 * MiB), {
    timeout: 20_000,
    interval: 2,
  })
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await readdir(disk)).not.toContain(delivery.folderName)
  const { stdout } = await run(script, scriptWith(delivery.id, disk))
  expect(stdout).toContain('Đọc lại từ ổ thấy đúng từng byte.')
  expect((await readFile(onDisk())).equals(programme)).toBe(true)
  const papers = (await readdir(disk)).filter((name) => name.endsWith('.pdf'))
  expect(papers).toHaveLength(1)
  const minutes = await readFile(join(disk, papers[0] ?? ''))
  expect(minutes.subarray(0, 5).toString()).toBe('%PDF-')
  const [copy] = await copiesOf(deps.reads, [delivery.id])
  expect(copy).toMatchObject({ state: 'done', readFrom: 'disk', path: disk })
})

it('lists from the script what may leave, and says plainly what is wrong', async () => {
  const { stdout } = await run(script, scriptWith())
  expect(stdout).toContain(`${delivery.id}  ${delivery.folderName}  0,04 GB`)
  const wrong = await run(script, scriptWith(delivery.id, '/khong/co')).catch((error: Error) => error)
  expect(wrong).toMatchObject({ code: 1, stderr: 'Không thấy ổ hoặc thư mục /khong/co.\n' })
  const unknown = await run(script, scriptWith('none', disk)).catch((error: Error) => error)
  expect(unknown).toMatchObject({ code: 1, stderr: 'Không tìm thấy.\n' })
})

it.runIf(mounts)('writes by a job to a drive that is mounted, and says there why it failed', async () => {
  const drive = `/mnt/vang-${process.pid}`
  const image = join(disk, 'image')
  await run('truncate', ['-s', '128M', image])
  await run('mkfs.ext4', ['-q', image])
  await run('mkdir', ['-p', drive])
  await run('mount', ['-o', 'loop', image, drive])
  const actor = { id: 'person-scheduler' } as Actor
  try {
    const [seen] = (await drivesForFolder(deps, delivery.id)).filter((one) => one.path === drive)
    expect(seen).toMatchObject({ fileSystem: 'ext4', fat: false, readOnly: false, hindrance: null })
    const asked = await writeToDisk(deps, actor, { id: delivery.id, path: drive })
    const again = await writeToDisk(deps, actor, { id: delivery.id, path: drive })
    expect([asked.asked, again.asked, again.copy.id]).toEqual([true, false, asked.copy.id])
    expect(await runJob(deps, 'copy')).toBeUndefined()
    expect(await copyById(deps.reads, asked.copy.id)).toMatchObject({ state: 'done', readFrom: 'disk' })
    expect(await readdir(join(drive, delivery.folderName))).toContain('sha256.txt')
    const second = await writeToDisk(deps, actor, { id: delivery.id, path: drive })
    await run('umount', [drive])
    expect(await runJob(deps, 'copy')).toBe('disk_gone')
    expect(await copyById(deps.reads, second.copy.id)).toMatchObject({
      state: 'failed',
      failure: { code: 'disk_gone' },
    })
    await run('mount', ['-o', 'loop', image, drive])
    const goneOn = await writeToDisk(deps, actor, { id: delivery.id, path: drive })
    expect(goneOn.copy.id).toBe(second.copy.id)
    expect(await runJob(deps, 'copy')).toBeUndefined()
    expect(await copyById(deps.reads, second.copy.id)).toMatchObject({ state: 'done' })
  } finally {
    await run('umount', [drive]).catch(() => undefined)
    await run('rmdir', [drive])
  }
})

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
