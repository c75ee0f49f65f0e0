// How smoothly a slot follows the hand among 2,000 others against among 20, in a real browser on a real server.
import type { Page } from 'playwright-core'
import { closeBrowser } from '../../tests/support/browser.ts'
import { aSchedulerPage, fillWeek, MONDAY } from '../../tests/support/calendar.ts'
import { startServer } from '../../tests/support/server.ts'
import { alternate, type BenchRow, count, row } from './rows.ts'

const FULL = { monday: MONDAY, slots: 2000 }
const SPARSE = { monday: '2021-10-11', slots: 20 }
const RUNS = 5
/** One movement of the hand every 16 ms, for some three seconds. */
const MOVES = 180

export async function dragRows(dir: string, _seed: number): Promise<BenchRow[]> {
  const server = await startServer(dir, { VANG_DEMO: '1', VANG_NOW: '2021-09-27T01:00:00Z' })
  try {
    const page = await aSchedulerPage(server.url)
    for (const { monday, slots } of [FULL, SPARSE]) await fillWeek(page, monday, slots)
    const long: number[] = []
    const p95 = async ({ monday }: typeof FULL) => {
      const { frames, longTasks } = await drag(page, monday)
      long.push(longTasks)
      return frames[Math.floor(frames.length * 0.95)] ?? Number.NaN
    }
    const ratios = await alternate(
      RUNS,
      () => p95(FULL),
      () => p95(SPARSE),
    )
    return [
      row('drag_frame_p95_2000_vs_20', 'ratio', ratios),
      count(
        'long_tasks_over_100_ms',
        'tasks',
        long.reduce((sum, tasks) => sum + tasks, 0),
      ),
    ]
  } finally {
    await closeBrowser()
    await server.stop()
  }
}

/** Opens every hour of a week, carries one slot through all its days and past the edges of what is seen. */
async function drag(page: Page, monday: string) {
  await page.goto(`/lich?tuan=${monday}`)
  // A sparse week may have all its slots in hours that are folded at first.
  const folded = page.locator('[aria-expanded="false"][aria-label^="Mở giờ"]')
  await folded.first().waitFor()
  while ((await folded.count()) > 0) await folded.first().click()
  await page.locator('[data-slot]').first().waitFor()
  const block = page.locator('[data-slot]').first()
  await block.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await page.waitForTimeout(1000)
  const box = await block.boundingBox()
  const frame = await page.locator('[role="grid"]').evaluate((grid) => {
    const seen = grid.parentElement?.parentElement?.getBoundingClientRect()
    const all = grid.getBoundingClientRect()
    return { left: all.left, right: all.right, top: seen?.top ?? 0, bottom: seen?.bottom ?? 0 }
  })
  if (!box) throw new Error('No slot is in sight')
  await page.mouse.move(box.x + 30, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + 45, box.y + 20)
  await page.evaluate(watchFrames)
  for (let i = 0; i < MOVES; i++) {
    const part = i / MOVES
    const x = frame.left + 20 + (frame.right - frame.left - 40) * Math.abs(Math.sin(part * 9))
    // Down past the lower edge for the first half, up past the upper one for the second.
    const swing = (Math.sin(part * 23) + 1) / 2
    const y = part < 0.5 ? frame.bottom - 4 - swing * 240 : frame.top + 110 + swing * 240
    await page.mouse.move(x, y)
    await page.waitForTimeout(16)
  }
  const seen = await page.evaluate(() => (window as unknown as Watched).framesSeen())
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return seen
}

interface Watched {
  framesSeen(): { frames: number[]; longTasks: number }
}

/** Runs in the page. */
function watchFrames(): void {
  const frames: number[] = []
  let longTasks = 0
  let last = performance.now()
  let going = true
  const observer = new PerformanceObserver((list) => {
    longTasks += list.getEntries().filter((entry) => entry.duration > 100).length
  })
  observer.observe({ entryTypes: ['longtask'] })
  const next = (now: number) => {
    frames.push(now - last)
    last = now
    if (going) requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
  Object.assign(window, {
    framesSeen() {
      going = false
      observer.disconnect()
      return { frames: frames.slice(1).sort((a, b) => a - b), longTasks }
    },
  })
}
