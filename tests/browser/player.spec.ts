import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { visibleFaults } from '../support/browser.ts'
import { aReadyPackage } from '../support/packages.ts'
import { aTeamPhone, aTone } from '../support/team-phone.ts'

// A team's phone from pairing to the office's log, over https and a line that comes and goes.

let team: Awaited<ReturnType<typeof aTeamPhone>>

beforeAll(async () => {
  team = await aTeamPhone()
  const light = await aTone(team.folder, 30)
  const sounds = [randomBytes(2000), randomBytes(2000)]
  await aReadyPackage(team.app.deps, { ...team, sounds, light, durationMs: 30_000 })
})
afterAll(() => team?.close())

const plays = () =>
  team.app.deps.reads
    .selectFrom('play_event')
    .selectAll()
    .where('kind', '=', 'play')
    .orderBy('sequence')
    .execute()

it('pairs by the link, fetches and verifies the package, and is held by the phone', async () => {
  await team.pair()
  await team.phone.page.getByText('Bản số 1: đủ 2 mục, chữ ký đúng').waitFor()
  expect(await visibleFaults(team.phone.page)).toEqual([])
})

it('plays with no network, goes on at the second after a kill, and the office then has exactly what sounded', async () => {
  team.line.goDown()
  await team.phone.page.goto(team.player)
  await team.phone.page.getByRole('button', { name: 'Bắt đầu phát bản số 1' }).click()
  await team.phone.page.getByText('00:03').waitFor()
  const { page } = await team.restart()
  await page.goto(`${team.player}#phat`)
  await page.getByText('00:05').waitFor()
  expect(await visibleFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Tạm dừng' }).click()
  await page.getByText('Đã tự ghi 2 lượt').waitFor()
  expect(await plays()).toEqual([])
  team.line.goUp()
  await page.reload()
  await expect.poll(async () => (await plays()).length, { timeout: 60_000 }).toBe(2)
  const [first, second] = await plays()
  expect(first).toMatchObject({ from_ms: 0, position: 1, measured: 1 })
  // What sounded since the last second that was written down is the most that a kill may lose, or play again.
  const end = (first?.from_ms ?? 0) + (first?.played_ms ?? 0)
  expect(end).toBeGreaterThanOrEqual(2000)
  expect(Math.abs((second?.from_ms ?? 0) - end)).toBeLessThan(50)
})
