import { afterEach, expect, it, vi } from 'vitest'
import { connection } from '../../web/ui/connection.ts'

// The browser's own: what waits for the line would go with the page.
vi.stubGlobal('window', { addEventListener() {}, removeEventListener() {} })
const { amend } = await import('../../web/schedule/undo.ts')
const { StaleChange } = await import('../../web/schedule/stale.ts')

interface Sent {
  step: string
  changes: { do: string; id: string; revision?: number; language?: string }[]
}
const sent: Sent[] = []
/** A server with one slot, whose answers are lost as often as the test says. */
function aServer({ lost = 0, revision = 0 } = {}) {
  let there = revision
  const taken = new Map<string, object>()
  vi.stubGlobal('fetch', async (_: unknown, init: RequestInit) => {
    const body = JSON.parse(String(init.body)) as Sent
    sent.push(body)
    const [change] = body.changes
    const known = taken.get(body.step)
    if (!known && (change?.revision ?? 0) !== there)
      return Response.json({ error: { code: 'stale', details: { sides: [{ id: 'a' }] } } }, { status: 409 })
    const was = there > 0 ? { a: there } : {}
    const answer = known ?? { slots: [{ id: 'a', revision: ++there }], back: [], was }
    taken.set(body.step, answer)
    if (lost-- <= 0) return Response.json(answer)
    // The line comes back as soon as it is missed.
    setTimeout(() => connection.set('good'))
    throw new TypeError('lost')
  })
}
afterEach(() => {
  sent.length = 0
})

const place = {
  do: 'place',
  id: 'a',
  day: '2021-10-03',
  start: '20:00',
  kind: 'title',
  title: 'Thời sự',
} as const
const edit = (revision: number) => ({ do: 'edit', id: 'a', revision, title: 'Phim' }) as const

it('sends a step whose answer was lost under the same name, and goes on from its answer', async () => {
  aServer({ lost: 1, revision: 5 })
  const [first, second] = [amend('one', 'một', [edit(5)]), amend('one', 'hai', [edit(5)])]
  expect((await first).slots).toMatchObject([{ revision: 6 }])
  expect((await second).slots).toMatchObject([{ revision: 7 }])
  expect(sent.map(({ changes }) => changes[0]?.revision)).toEqual([5, 5, 6])
  expect(sent[0]?.step).toBe(sent[1]?.step)
  expect(sent[2]?.step).not.toBe(sent[1]?.step)
})

it('changes a row that was filled further while it was being laid, and lays it once', async () => {
  aServer()
  await Promise.all([amend('one', 'một', [place]), amend('one', 'hai', [{ ...place, language: 'tyz' }])])
  expect(sent.map(({ changes }) => changes[0])).toMatchObject([
    { do: 'place' },
    { do: 'edit', id: 'a', revision: 1, language: 'tyz' },
  ])
})

it('tells of what somebody else did, whatever waited', async () => {
  aServer({ revision: 9 })
  await expect(amend('one', 'một', [edit(20)])).rejects.toBeInstanceOf(StaleChange)
})
