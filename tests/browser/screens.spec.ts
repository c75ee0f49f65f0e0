import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { closeBrowser, faultsOf, openPage, visibleFaults } from '../support/browser.ts'
import { type FilledStation, fillStation } from '../support/filled-station.ts'
import { emptyScreens, type Screen, type Spoken, screens } from '../support/screens.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { settled, watchRequests } from '../support/settled.ts'

const stations: { server: RunningServer; dataDir: string }[] = []
const pages = new Map<string, Promise<Page>>()
let filled: RunningServer
let empty: RunningServer
let station: FilledStation

async function start() {
  const dataDir = await mkdtemp(join(tmpdir(), 'vang-screens-'))
  const server = await startServer(dataDir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' })
  stations.push({ server, dataDir })
  return { server, dataDir }
}

beforeAll(async () => {
  const [first, second] = await Promise.all([start(), start()])
  filled = first.server
  empty = second.server
  station = await fillStation(filled.url, join(first.dataDir, 'inbox'))
})
afterAll(async () => {
  await closeBrowser()
  for (const { server, dataDir } of stations) {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
})

/** One page for each person and language, signed in once. */
function pageOf(server: RunningServer, login: string | undefined, language: Spoken): Promise<Page> {
  const key = `${server.url} ${login} ${language}`
  const page = pages.get(key) ?? signedIn(server, login, language)
  pages.set(key, page)
  return page
}

async function signedIn(server: RunningServer, login: string | undefined, language: Spoken) {
  const page = await openPage({ baseURL: server.url, language })
  watchRequests(page)
  if (login) await page.request.post('/api/sign-in', { data: { login, password: demoPassword } })
  return page
}

type Dress = readonly [width: number, height: number, scheme: 'light' | 'dark']
const office: Dress = [1366, 768, 'light']
const phone: Dress = [360, 740, 'dark']
const further: Dress[] = [
  [1024, 768, 'light'],
  [1366, 768, 'dark'],
  [360, 740, 'light'],
]

/** Opens a screen once, on the office's size, and names what is wrong with it in each dress. */
async function faultsIn(page: Page, screen: Screen, language: Spoken, dresses: readonly Dress[]) {
  await dress(page, office)
  await page.goto(typeof screen.path === 'string' ? screen.path : screen.path(station))
  await page.getByText(screen.shows).first().waitFor()
  await settled(page)
  await screen.open?.(page, { language, station })
  const found: string[] = []
  for (const worn of dresses) {
    await dress(page, worn)
    await settled(page)
    // What stands there is the same in English and in the further dresses; how it looks is not.
    const faults = language === 'vi' && !further.includes(worn) ? faultsOf : visibleFaults
    for (const fault of await faults(page)) found.push(`${language} ${worn.join(' ')}: ${fault}`)
  }
  return found
}

async function dress(page: Page, [width, height, colorScheme]: Dress) {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme })
}

it('finds every kind of fault in a page that has them all', async () => {
  const page = await openPage({ width: 360 })
  await page.setContent(`
    <style>p, select { width: 60px; white-space: nowrap } .box { overflow: hidden } .wide { width: 500px }</style>
    <p class="box">cắt giữa câu nói dài</p>
    <p>tràn ra ngoài khung này</p>
    <p style="color: #999">nhạt</p>
    <p>schedule:publish.now</p>
    <select><option>chọn một dòng rất dài</option></select>
    <p class="wide">rộng</p>`)
  const found = (await faultsOf(page)).join('\n')
  for (const fault of [
    'cut: “cắt giữa câu nói dài”',
    'spilled: “tràn ra ngoài khung này”',
    '“nhạt” has a contrast of 2.85',
    '“schedule:publish.now” is the name of a word',
    'cut: “chọn một dòng rất dài” in its field',
    'p.wide reaches 508 of 360',
    'select-name',
  ])
    expect(found).toContain(fault)
  await page.context().close()
})

describe('stands whole, readable and accessible in the office and on a phone in the dark, in both languages:', () => {
  it.each(screens)('$name', async (screen) => {
    const [vi, en] = await Promise.all([pageOf(filled, screen.as, 'vi'), pageOf(filled, screen.as, 'en')])
    const dresses = [office, phone, ...(screen.closely ? further : [])]
    const found = await Promise.all([
      faultsIn(vi, screen, 'vi', dresses),
      faultsIn(en, screen, 'en', [office]),
    ])
    expect(found.flat()).toEqual([])
  })
})

describe('says what will stand here while there is nothing yet:', () => {
  it.each(emptyScreens)('$name', async (screen) => {
    const page = await pageOf(empty, screen.as, 'vi')
    expect(await faultsIn(page, screen, 'vi', [office])).toEqual([])
  })
})
