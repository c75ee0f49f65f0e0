import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byTurn, type Move, movedInQueue, moves, type Waiting } from '../../server/jobs/queue-order.rules.ts'
import { analyseJob } from '../../server/library/analysis/queue.ts'

const queueOf = (...priorities: number[]): Waiting[] =>
  priorities.map((priority, n) => ({ id: `job-${n}`, priority, createdAt: `2026-01-01T00:00:0${n}Z` }))
const ids = (queue: readonly Waiting[]) => queue.toSorted(byTurn).map(({ id }) => id.slice(4))
const moved = (queue: Waiting[], id: string, move: Move) => {
  const changed = new Map(movedInQueue(queue, id, move).map((job) => [job.id, job.priority]))
  return queue.map((job) => ({ ...job, priority: changed.get(job.id) ?? job.priority }))
}

describe('the queue’s order', () => {
  it('takes a recording that arrives before the files that already wait to be made for a station', () => {
    const asked = { personId: null, urgent: false, withPicture: true }
    const { priority = 0 } = analyseJob('sha256', { id: 'work', title: 'Hát then' }, asked)
    const arrival = { id: 'look', priority, createdAt: '2026-01-01T00:00:09Z' }
    expect([...queueOf(0, 0), arrival].toSorted(byTurn)[0]).toBe(arrival)
  })

  it('lets a job of the same priority pass the one before it', () => {
    expect(ids(moved(queueOf(0, 0, 0, 0), 'job-2', 'up'))).toEqual(['0', '2', '1', '3'])
    expect(ids(moved(queueOf(0, 0, 0, 0), 'job-1', 'down'))).toEqual(['0', '2', '1', '3'])
  })

  it('puts one before all, also before the urgent, and one behind all', () => {
    expect(ids(moved(queueOf(100, 0, 0), 'job-2', 'first'))).toEqual(['2', '0', '1'])
    expect(ids(moved(queueOf(100, 0, 0), 'job-0', 'last'))).toEqual(['1', '2', '0'])
  })

  it('changes nothing for what stands there already or is not waiting', () => {
    expect(movedInQueue(queueOf(5, 0), 'job-0', 'up')).toEqual([])
    expect(movedInQueue(queueOf(5, 0), 'job-1', 'last')).toEqual([])
    expect(movedInQueue(queueOf(5, 0), 'another', 'first')).toEqual([])
  })

  it('keeps the order of all others, whatever the priorities and the wish', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 9 }),
        fc.nat(),
        fc.constantFrom(...moves),
        (priorities, pick, move) => {
          const queue = queueOf(...priorities)
          const id = `job-${pick % queue.length}`
          const before = ids(queue)
          const from = before.indexOf(id.slice(4))
          const to = { first: 0, up: from - 1, down: from + 1, last: before.length - 1 }[move]
          const wanted = before.filter((other) => other !== id.slice(4))
          wanted.splice(Math.min(before.length - 1, Math.max(0, to)), 0, id.slice(4))
          expect(ids(moved(queue, id, move))).toEqual(wanted)
        },
      ),
    )
  })
})
