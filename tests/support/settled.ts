import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

const awaited = new WeakMap<Page, Set<unknown>>()
const counted = ['document', 'script', 'stylesheet', 'font', 'fetch']

/** Counts what a page waits for, so that `settled` knows when it has every answer. Streams and media stay open by nature. */
export function watchRequests(page: Page): void {
  const open = new Set<unknown>()
  awaited.set(page, open)
  page.on('request', (request) => {
    if (counted.includes(request.resourceType())) open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
}

/** Waits until a page stands: something in its main part, no skeleton, every question answered. */
export async function settled(page: Page): Promise<void> {
  const stands = () =>
    Boolean(document.querySelector('main')?.textContent) && !document.querySelector('[aria-busy="true"]')
  for (let quiet = 0; quiet < 2; quiet++) {
    await page.waitForFunction(stands)
    await sleep(50)
    if ((awaited.get(page)?.size ?? 0) > 0) quiet = -1
  }
}
