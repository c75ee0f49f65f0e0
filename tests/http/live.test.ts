import { afterAll, beforeAll, expect, it } from 'vitest'
import { anAppWithChannel } from '../support/schedule.ts'

let app: Awaited<ReturnType<typeof anAppWithChannel>>
beforeAll(async () => {
  app = await anAppWithChannel()
})
afterAll(() => app.close())

/** The first events of a stream, read until one of a kind. */
async function heard(path: string, until: string): Promise<{ event: string; data: unknown; id?: string }[]> {
  const reader = (await app.as('scheduler').get(path)).body?.getReader()
  if (!reader) throw new Error('No stream')
  const events: { event: string; data: unknown; id?: string }[] = []
  const words = new TextDecoder()
  let text = ''
  while (events.at(-1)?.event !== until) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`The stream ended before “${until}”`)
    text += words.decode(value, { stream: true })
    const whole = text.split('\n\n')
    text = whole.pop() ?? ''
    for (const part of whole) {
      const fields = Object.fromEntries(part.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
      events.push({ ...fields, data: JSON.parse(fields.data) })
    }
  }
  await reader.cancel()
  return events
}

it('goes on from where a session was read, so that nothing is missed while the stream is being opened', async () => {
  const { news } = (await (await app.as('scheduler').get('/api/session')).json()) as { news: string }
  await app.aSlot()
  const events = await heard(`/api/live?since=${encodeURIComponent(news)}`, 'changed')
  expect(events[0]).toMatchObject({ event: 'hello' })
  expect(events.at(-1)).toMatchObject({ event: 'changed', data: { subject: 'slot' } })
  const rest = await (await app.as('scheduler').get('/api/session')).json()
  expect(events.at(-1)?.id).toBe((rest as { news: string }).news)
})

it('says that something was missed to whoever followed the server before it was started anew', async () => {
  const events = await heard('/api/live?since=another-run%204', 'missed')
  expect(events).toMatchObject([{ event: 'missed' }])
})

it('tells nobody outside where the news stand', async () => {
  expect(await (await app.as(null).get('/api/session')).json()).toMatchObject({ news: null })
  expect((await app.as(null).get('/api/live')).status).toBe(401)
})
