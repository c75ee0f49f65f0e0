import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page, type Request } from 'playwright-core'
import { clippedText, cutFields, faintText, sidewaysScroll, spilledText, strayKeys } from './page-walks.ts'

let launched: Promise<Browser> | undefined

/** Debian's Chromium, started once for a whole test file. */
function openBrowser(): Promise<Browser> {
  launched ??= chromium.launch({
    executablePath: process.env.VANG_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return launched
}

export async function closeBrowser(): Promise<void> {
  const browser = await launched
  launched = undefined
  await browser?.close()
}

export interface PageOptions {
  baseURL?: string
  width?: number
  height?: number
  scheme?: 'light' | 'dark'
  /** The language the page opens in; 'asRemembered' leaves the choice to the page. */
  language?: 'vi' | 'en' | 'asRemembered'
  /** Accepts the certificate a test made for itself. */
  ownCertificate?: boolean
  userAgent?: string
}

const problems = new WeakMap<Page, string[]>()
const asked = new WeakMap<Page, Set<Request>>()

/** A page of its own, with its own cookies. The browser sits in another zone: the station's must not depend on it. */
export async function openPage(options: PageOptions = {}): Promise<Page> {
  const browser = await openBrowser()
  const context = await browser.newContext({
    ...(options.baseURL ? { baseURL: options.baseURL } : {}),
    viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
    colorScheme: options.scheme ?? 'light',
    ignoreHTTPSErrors: options.ownCertificate ?? false,
    ...(options.userAgent ? { userAgent: options.userAgent } : {}),
    locale: 'vi-VN',
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  const language = options.language ?? 'vi'
  if (language !== 'asRemembered')
    await context.addInitScript((chosen) => localStorage.setItem('vang.language', chosen), language)
  const page = await context.newPage()
  const seen: string[] = []
  problems.set(page, seen)
  page.on('pageerror', (error) => seen.push(`script: ${error.message}`))
  page.on('console', (message) => {
    // A refused request is an answer, not a fault of the page; everything else it complains about is.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      seen.push(`console: ${message.text()}`)
  })
  const open = new Set<Request>()
  asked.set(page, open)
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/') && pathname !== '/api/live') open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return page
}

/** Until the server has answered all that the page asked: what is measured then no longer moves by what comes in. */
export async function allAnswered(page: Page): Promise<void> {
  while ((asked.get(page)?.size ?? 0) > 0) await page.waitForTimeout(50)
}

/** All that holds for any screen. */
export async function expectGoodScreen(page: Page): Promise<void> {
  failWith(page.url(), await faultsOf(page))
}

/** Everything wrong with a screen as it stands. */
export const faultsOf = async (page: Page): Promise<string[]> => [
  ...(await visibleFaults(page)),
  ...(await barriers(page)),
]

/** What can be seen to be wrong: too wide, cut, spilled, faint, a word's name for a word; and what the page complained of. */
export const visibleFaults = async (page: Page): Promise<string[]> => [
  ...(await page.evaluate(sidewaysScroll)),
  ...(await page.evaluate(clippedText)),
  ...(await page.evaluate(cutFields)),
  ...(await page.evaluate(spilledText)),
  ...(await page.evaluate(faintText)),
  ...(await page.evaluate(strayKeys)),
  // Only what is new: a page that goes on to other screens answers for each once.
  ...(problems.get(page)?.splice(0) ?? []),
]

/** axe, every rule. Our pages have no frames, for whose sake the usual mode takes twice the time. */
async function barriers(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

/** Signs in by the form and waits for the page behind it. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/dang-nhap')
  await page.locator('input[name="username"]').fill(login)
  await page.locator('input[name="password"]').fill(password)
  await page.locator('form button[type="submit"]').click()
  await page.locator('#content').waitFor()
}

function failWith(what: string, found: readonly string[]): void {
  if (found.length > 0) throw new Error(`${what}:\n- ${found.join('\n- ')}`)
}
