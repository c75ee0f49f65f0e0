import { readdirSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { openPage, signIn } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'

/** A server that can be killed and started again at the same address, with the accounts of the demonstration. */
export async function aRestartableServer(dataDir: string) {
  const env = { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' }
  let running: RunningServer = await startServer(dataDir, env)
  const { url } = running
  return {
    url,
    stop: () => running.stop(),
    async killAndStartAgain() {
      await running.kill()
      await goneBelow(dataDir)
      running = await startServer(dataDir, { ...env, VANG_PORT: new URL(url).port })
    },
  }
}

/** Every process of a killed server that works in its folder ends by itself: none is left behind. */
async function goneBelow(dataDir: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (commandLines().every((line) => !line.includes(dataDir))) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(
    `Processes outlive their server: ${commandLines()
      .filter((line) => line.includes(dataDir))
      .join('\n')}`,
  )
}

function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      } catch {
        // It ended between the listing and the reading.
        return ''
      }
    })
}

export type Login = 'bien-tap' | 'duyet' | 'xep-lich' | 'doi-phim'

export async function aPageAs(
  url: string,
  login: Login,
  size: { width: number; height: number } = { width: 1366, height: 768 },
): Promise<Page> {
  const page = await openPage({ baseURL: url, ...size })
  page.setDefaultTimeout(20_000)
  await signIn(page, login, demoPassword)
  return page
}

/** What the API says to the person of this page. */
export async function ask<T>(page: Page, path: string): Promise<T> {
  const response = await page.request.get(`/api${path}`)
  if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`)
  return response.json() as Promise<T>
}

export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  seconds = 120,
): Promise<T> {
  const end = Date.now() + seconds * 1000
  while (Date.now() < end) {
    // While the server is away its answers are too.
    const seen = await look().catch(() => undefined)
    if (seen) return seen
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error(`Waited ${seconds} s for ${what}`)
}
