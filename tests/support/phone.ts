import { type ChildProcess, spawn } from 'node:child_process'
import { type Browser, chromium, type Page } from 'playwright-core'

/** A Chromium of its own on a profile that outlives it, so that it can be killed as an empty battery would. */
export interface Phone {
  page: Page
  kill(): Promise<void>
}

export async function aPhone(profile: string): Promise<Phone> {
  const child = spawn(
    process.env.VANG_CHROMIUM ?? '/usr/bin/chromium',
    [
      ...['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...['--ignore-certificate-errors', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
      ...['--remote-debugging-port=0', `--user-data-dir=${profile}`, '--lang=vi', 'about:blank'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const browser = await chromium.connectOverCDP(await addressOf(child))
  const context = browser.contexts()[0]
  if (!context) throw new Error('Chromium has no profile')
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(20_000)
  await page.setViewportSize({ width: 360, height: 740 })
  return { page, kill: () => killed(child, browser) }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  return await new Promise((resolve, reject) => {
    child.stderr?.on('data', (piece: Buffer) => {
      said += piece.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
    child.once('exit', () => reject(new Error(`Chromium did not start: ${said}`)))
  })
}

async function killed(child: ChildProcess, browser: Browser): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
  await browser.close().catch(() => undefined)
}
