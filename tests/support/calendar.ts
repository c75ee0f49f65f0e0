import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { addDays } from '../../server/calendar/days.rules.ts'
import { createClock } from '../../server/clock.ts'
import { openWriter } from '../../server/db/open.ts'
import type { Deps } from '../../server/deps.ts'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { openPage } from './browser.ts'
import { aVersion, aWork } from './library.ts'
import { type RunningServer, startServer } from './server.ts'

export const CHANNEL = 'cao-bang'
export const MONDAY = '2021-09-27'
const NOW = '2021-09-27T01:00:00Z'

export interface PlannedRow {
  id: string
  revision: number
  day: string
  title: string
  startsAt: string
  durationMs: number
  run: string
}

/** A station with the accounts of the demonstration, whose scheduler looks at the week as a calendar. */
export async function aStation() {
  const dataDir = await mkdtemp(join(tmpdir(), 'vang-calendar-'))
  const server: RunningServer = await startServer(dataDir, { VANG_DEMO: '1', VANG_NOW: NOW })
  return {
    url: server.url,
    dataDir,
    async stop() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export async function aSchedulerPage(
  url: string,
  options: Parameters<typeof openPage>[0] = {},
  login = 'xep-lich',
): Promise<Page> {
  const page = await openPage({ baseURL: url, ...options })
  page.setDefaultTimeout(20_000)
  await page.context().addInitScript(() => localStorage.setItem('vang.week-view', 'calendar'))
  const response = await page.request.post('/api/sign-in', { data: { login, password: demoPassword } })
  if (!response.ok()) throw new Error(await response.text())
  return page
}

/** Lays title-only rows, typed as a person would paste them. */
export async function paste(page: Page, day: string, rows: readonly string[]): Promise<void> {
  const response = await page.request.post('/api/slots/paste', {
    data: { channelId: CHANNEL, day, text: rows.join('\n') },
  })
  if (!response.ok()) throw new Error(`${response.status()} ${await response.text()}`)
}

/** Works with a version approved for television, straight in the database of a running station. */
export async function approvedWorks(dataDir: string, works: { title: string; minutes: number }[]) {
  const db = openWriter(join(dataDir, 'vang.db'))
  const { id: by } = await db.selectFrom('person').select('id').orderBy('id').executeTakeFirstOrThrow()
  const deps = { db, clock: createClock(NOW) } as unknown as Deps
  for (const { title, minutes } of works)
    await aVersion(deps, {
      work: await aWork(deps, { title, created_by: by }),
      durationMs: minutes * 60_000,
      approvedUses: ['tv'],
      values: { uploaded_by: by, last_edited_by: by },
    })
  await db.destroy()
}

export async function rowsOf(page: Page, from = MONDAY): Promise<PlannedRow[]> {
  const response = await page.request.get(`/api/channels/${CHANNEL}/week?from=${from}`)
  const { days } = (await response.json()) as { days: { slots: PlannedRow[] }[] }
  return days.flatMap((day) => day.slots)
}

/** So many rows, spread evenly over a week without touching each other; five minutes each at 2,000. */
export async function fillWeek(page: Page, from: string, count: number): Promise<void> {
  const perDay = Math.ceil(count / 7)
  const stepS = Math.floor(86_400 / perDay)
  const clock = (seconds: number) =>
    [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
      .map((part) => String(part).padStart(2, '0'))
      .join(':')
  for (let day = 0, laid = 0; day < 7; day++) {
    const rows: string[] = []
    for (let i = 0; i < perDay && laid < count; i++, laid++)
      rows.push(`${clock(i * stepS)}\tMục ${laid + 1}\t${Math.min(stepS - 1, 300)}"`)
    await paste(page, addDays(from, day), rows)
  }
}
