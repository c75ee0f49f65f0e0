// What the scripts that write to a disk share: the data folder, in whose name, and how far.
import { access, realpath, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readConfig } from '../server/config.ts'
import type { Deps } from '../server/deps.ts'
import { DomainError } from '../server/errors.ts'
import { createLive } from '../server/http/live.ts'
import { unwire, wire } from '../server/wiring.ts'
import { say } from '../server/words/words.ts'

export const language = process.env.LANG?.startsWith('en') ? 'en' : 'vi'
const tell = (key: string, values: Record<string, unknown> = {}) =>
  say(language, `delivery.script_${key}`, values)

export function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

/** Runs beside a running server, on its data; an expected failure is said in one sentence. */
export async function onData(data: string | undefined, work: (deps: Deps) => Promise<void>): Promise<void> {
  const dataDir = resolve(data ?? process.env.VANG_DATA ?? resolve(import.meta.dirname, '../data'))
  await access(join(dataDir, 'vang.db')).catch(() => fail(tell('no_data', { path: dataDir })))
  const deps = await wire(readConfig({ ...process.env, VANG_DATA: dataDir }), createLive())
  try {
    await work(deps)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    process.stdout.write('\n')
    fail(say(language, `errors.${error.code}`, error.details))
  } finally {
    await unwire(deps)
  }
}

/** The folder that somebody named as a disk, as the system calls it. */
export async function diskAt(given: string): Promise<string> {
  const path = await realpath(given).catch(() => fail(tell('no_disk', { path: given })))
  if (!(await stat(path)).isDirectory()) fail(tell('no_disk', { path: given }))
  return path
}

/** In whose name it is handed over: a scheduler by sign-in name, else the first there is. */
export async function scheduler({ reads }: Deps, login: string | undefined): Promise<{ id: string }> {
  const row = await reads
    .selectFrom('person')
    .select('id')
    .where('role', '=', 'scheduler')
    .where('active', '=', 1)
    .$if(login !== undefined, (query) => query.where('login', '=', login ?? ''))
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  return row ?? fail(tell('no_person', { login: login ?? '' }))
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2).replace('.', language === 'vi' ? ',' : '.')} GB`
}

/** A line that rewrites itself: how far and how long. */
export function progressLine(allBytes: number): (fraction: number) => void {
  const began = performance.now()
  let toldAt = 0
  return (fraction) => {
    const now = performance.now()
    if (now - toldAt < 250 && fraction < 1) return
    toldAt = now
    const seconds = Math.ceil(((now - began) / 1000) * (1 / fraction - 1))
    const line = tell('progress', {
      percent: Math.floor(fraction * 100),
      done: gigabytes(allBytes * fraction),
      total: gigabytes(allBytes),
      left: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
    })
    process.stdout.write(`\r${line.padEnd(70)}`)
  }
}
