import { expect, it } from 'vitest'
import { createLive } from '../../server/http/live.ts'

const change = (subject: string, id = '1') => ({ type: 'changed', subject, id }) as const

it('tells once of each subject that changed since a position, in the order of the latest changes', () => {
  const live = createLive()
  live.send(change('work'))
  const read = live.position()
  for (const subject of ['slot', 'version', 'job', 'slot']) live.send(change(subject))
  const missed = live.since(read) ?? []
  expect(missed.map(({ message }) => message)).toEqual([change('version'), change('job'), change('slot')])
  // Whoever breaks off after the first of them goes on with the others.
  expect(live.since(missed[0]?.position ?? '')?.map(({ message }) => message)).toEqual([
    change('job'),
    change('slot'),
  ])
  expect(live.since(live.position())).toEqual([])
})

it('knows nothing of positions from before it was started', () => {
  const live = createLive()
  expect(live.since(createLive().position())).toBeNull()
  expect(live.since('')).toBeNull()
})

it('tells how far work is without moving the position, for nobody is told of it afterwards', () => {
  const live = createLive()
  const before = live.position()
  live.send({
    type: 'progress',
    jobId: '1',
    kind: 'library.analyse',
    subjectId: '1',
    fraction: 0.5,
    etaMs: 1000,
    message: null,
  })
  expect(live.position()).toBe(before)
  expect(live.since(before)).toEqual([])
})
