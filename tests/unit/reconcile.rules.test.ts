import { describe, expect, it } from 'vitest'
import { type AiredRow, reconcile } from '../../server/schedule/as-run/reconcile.rules.ts'
import { alike, titleWords } from '../../server/schedule/as-run/title-likeness.rules.ts'
import { aStationLog } from '../support/station-log.ts'

const at = (time: string) => Date.parse(`2021-10-03T${time}:00+07:00`)
const MINUTE = 60_000

const row = (id: string, time: string, minutes: number, title: string): AiredRow => ({
  id,
  startMs: at(time),
  durationMs: minutes * MINUTE,
  title,
})

const evening = [
  row('p1', '19:00', 45, 'Thời sự'),
  row('p2', '19:45', 25, 'Bản tin tiếng Tày'),
  row('p3', '20:10', 92, 'Chương trình nghệ thuật Âm vang miền biên cương'),
  row('p4', '21:42', 30, 'Phim tài liệu: Đường 4'),
]

const logged = (shiftMs = 0) =>
  evening.map((of) => ({ ...of, id: of.id.replace('p', 'l'), startMs: of.startMs + shiftMs }))

const pairs = (of: ReturnType<typeof reconcile>) =>
  of.matched.map(({ planId, logId }) => `${planId} ${logId}`)

describe('a station’s log against the plan', () => {
  it('is matched row by row when it aired as planned', () => {
    const result = reconcile(evening, logged())
    expect(pairs(result)).toEqual(['p1 l1', 'p2 l2', 'p3 l3', 'p4 l4'])
    expect(result).toMatchObject({ doubtful: [], missing: [], extra: [] })
  })

  it('is matched when the station’s clock is two minutes ahead, and nothing counts as late', () => {
    const { matched } = reconcile(evening, logged(2 * MINUTE))
    expect(matched).toHaveLength(4)
    expect(matched.every(({ clockShiftMs, lateMs }) => clockShiftMs === 2 * MINUTE && lateMs === 0)).toBe(
      true,
    )
  })

  it('tells which programme came late', () => {
    const log = logged().map((of) => (of.id === 'l4' ? { ...of, startMs: of.startMs + 9 * MINUTE } : of))
    expect(reconcile(evening, log).matched.at(-1)).toMatchObject({ planId: 'p4', lateMs: 9 * MINUTE })
  })

  it('is matched under another name, when part of the title or place and length agree', () => {
    const log = logged()
    const renamed = log.map((of) =>
      of.id === 'l3'
        ? { ...of, title: 'AM VANG MIEN BIEN CUONG (PL)' }
        : of.id === 'l2'
          ? { ...of, title: 'Dân tộc' }
          : of,
    )
    expect(pairs(reconcile(evening, renamed))).toEqual(['p1 l1', 'p2 l2', 'p3 l3', 'p4 l4'])
  })

  it('names what is missing and what nobody planned', () => {
    const log = [...logged().filter(({ id }) => id !== 'l4'), row('x', '21:50', 7, 'Quảng cáo')]
    expect(reconcile(evening, log)).toMatchObject({ missing: ['p4'], extra: ['x'] })
  })

  it('leaves to a person what stands in the right place with another title and another length', () => {
    const log = logged().map((of) =>
      of.id === 'l4' ? { ...of, title: 'Vọng cổ', durationMs: 27 * MINUTE } : of,
    )
    const result = reconcile(evening, log)
    expect(result.doubtful).toEqual([{ logId: 'l4', planIds: ['p4'] }])
    expect(result.missing).toEqual([])
  })

  it('does not take one part of a series for another', () => {
    expect(
      alike(titleWords('Đất rừng phương Nam tập 3'), titleWords('Đất rừng phương Nam tập 4')),
    ).toBeLessThan(0.25)
  })

  it.each([1, 2, 3, 9])(
    'finds at least 97 in 100 of two thousand rows and none wrongly (seed %i)',
    (seed) => {
      const { plan, log, truth } = aStationLog(seed)
      const { matched } = reconcile(plan, log)
      const right = matched.filter(({ planId, logId }) => truth.get(logId) === planId)
      expect(matched.length - right.length).toBe(0)
      expect(right.length / truth.size).toBeGreaterThanOrEqual(0.97)
    },
  )

  it('puts every row of both lists in exactly one place', () => {
    const { plan, log } = aStationLog(7, 300)
    const { matched, doubtful, missing, extra } = reconcile(plan, log)
    const logIds = [...matched.map(({ logId }) => logId), ...doubtful.map(({ logId }) => logId), ...extra]
    expect(logIds.sort()).toEqual(log.map(({ id }) => id).sort())
    const settled = [...matched.map(({ planId }) => planId), ...missing]
    const open = new Set(doubtful.flatMap(({ planIds }) => planIds))
    expect([...new Set([...settled, ...open])].sort()).toEqual(plan.map(({ id }) => id).sort())
  })
})
