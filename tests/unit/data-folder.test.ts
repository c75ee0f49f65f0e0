import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { prepareDataDir } from '../../server/instance.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-folder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it.each([
  ['FAT', 0x4d44],
  ['exFAT', 0x2011bab0],
  ['NFS', 0x6969],
  ['SMB', 0xff534d42],
])('refuses a data folder on %s in both languages, and makes nothing there', async (name, magic) => {
  const refusal = prepareDataDir(join(folder, 'data'), async () => magic)
  await expect(refusal).rejects.toThrow(new RegExp(`nằm trên ${name}, .*\n.*is on ${name}, `, 's'))
  expect(await readdir(folder)).toEqual([])
})

it('makes the folder for the server’s user alone, where the file system is fit', async () => {
  await prepareDataDir(join(folder, 'deep', 'data'))
  expect((await stat(join(folder, 'deep', 'data'))).mode & 0o777).toBe(0o700)
})
