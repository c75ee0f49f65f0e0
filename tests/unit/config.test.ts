import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readConfig, settings } from '../../server/config.ts'
import { unfitFileSystem } from '../../server/instance.ts'
import { assertRuntime } from '../../server/runtime.ts'

it('names every setting in .env.example, and no other', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
  const named = [...example.matchAll(/^(\w+)=/gm)].map((match) => match[1])
  expect(named.sort()).toEqual(Object.keys(settings.shape).sort())
})

it('lists every problem of bad settings at once', () => {
  expect(() => readConfig({ VANG_PORT: 'x', VANG_NOW: 'yesterday' })).toThrow(/VANG_PORT[\s\S]*VANG_NOW/)
})

it('wants a certificate and its key together', () => {
  expect(() => readConfig({ VANG_CERT: 'a.pem' })).toThrow('belong together')
})

it('takes an empty setting as left out', () => {
  expect(readConfig({ VANG_PUBLIC_URL: '', VANG_PORT: '' })).toMatchObject({
    port: 4180,
    publicUrl: undefined,
  })
})

it('knows file systems that cannot hold the data folder', () => {
  expect(unfitFileSystem(0x4d44)).toBe('FAT')
  expect(unfitFileSystem(0x2011bab0)).toBe('exFAT')
  expect(unfitFileSystem(0xff534d42 | 0)).toBe('SMB')
  expect(unfitFileSystem(0xef53)).toBeUndefined()
})

it('runs on this Node', () => {
  expect(() => assertRuntime()).not.toThrow()
})
