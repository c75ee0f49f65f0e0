import type { AiredRow } from '../../server/schedule/as-run/reconcile.rules.ts'

const words =
  'thời sự tổng hợp bản tin tiếng Tày tiếng Mông phim truyện ca nhạc dân ca quê hương non nước Cao Bằng chuyên mục nông thôn mới sức khỏe đời sống an ninh quốc phòng giới thiệu sách thiếu nhi hát then đàn tính'.split(
    ' ',
  )

/** The same numbers for the same seed. */
export function randomOf(seed: number): () => number {
  let state = (seed * 2_654_435_761) % 2_147_483_647 || 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

interface MadeLog {
  plan: AiredRow[]
  log: AiredRow[]
  /** Which planned row each log row really was; extra ones are not in it. */
  truth: Map<string, string>
}

/**
 * A plan of some weeks and the station's log of it: the station's clock is set anew every few dozen rows, up to two
 * minutes off; one title in twenty is shortened, stripped of its marks, or another altogether; one row in fifty is
 * missing, and one in fifty is something nobody planned.
 */
export function aStationLog(seed: number, rows = 2000): MadeLog {
  const random = randomOf(seed)
  const pick = (count: number) =>
    Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(' ')
  const daily = Array.from({ length: 60 }, () => pick(3 + Math.floor(random() * 4)))
  const anyDaily = () => daily[Math.floor(random() * daily.length)] ?? ''
  const plan: AiredRow[] = []
  let startMs = Date.parse('2021-09-27T00:00:00Z')
  for (let i = 0; i < rows; i++) {
    const durationMs = Math.round(60 + random() * 3500) * 1000
    plan.push({ id: `plan ${i}`, startMs, durationMs, title: random() < 0.5 ? anyDaily() : pick(5) })
    startMs += durationMs
  }
  const renamed = (title: string) => {
    const way = random()
    if (way < 0.4) return title.split(' ').slice(0, 2).join(' ')
    if (way < 0.7) return `${title.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()} (PL)`
    return pick(4)
  }
  const log: AiredRow[] = []
  const truth = new Map<string, string>()
  let shiftMs = 0
  for (const [i, row] of plan.entries()) {
    if (i % 70 === 0) shiftMs = Math.round((random() * 4 - 2) * 60_000)
    if (random() < 0.02) continue
    const id = `log ${i}`
    truth.set(id, row.id)
    log.push({
      id,
      startMs: row.startMs + shiftMs + Math.round((random() - 0.5) * 4000),
      durationMs: row.durationMs + Math.round((random() - 0.5) * 1000),
      title: random() < 0.05 ? renamed(row.title) : row.title,
    })
    if (random() < 0.02)
      log.push({
        id: `extra ${i}`,
        startMs: row.startMs + shiftMs + row.durationMs - 30_000,
        durationMs: Math.round(15 + random() * 300) * 1000,
        title: random() < 0.5 ? pick(4) : anyDaily(),
      })
  }
  return { plan, log, truth }
}
