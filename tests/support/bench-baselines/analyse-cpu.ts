import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100
const everyMs = 15

type Process = { parent: number; key: string; ticks: number }

/**
 * CPU seconds (user and system) of every process that lives under this one while `work` runs. Sampled from /proc,
 * because a process inside namespaces is never waited for by us and so never counted by getrusage; what a process
 * does in its last 15 ms is missed, alike for everybody.
 */
export async function cpuSecondsOf(work: () => Promise<unknown>): Promise<number> {
  const most = new Map<string, number>()
  const before = new Map(descendants().map(({ key, ticks }) => [key, ticks]))
  const sample = () => {
    for (const { key, ticks } of descendants()) most.set(key, Math.max(ticks, most.get(key) ?? 0))
  }
  const timer = setInterval(sample, everyMs)
  try {
    await work()
    sample()
  } finally {
    clearInterval(timer)
  }
  let ticks = 0
  for (const [key, seen] of most) ticks += seen - (before.get(key) ?? 0)
  return ticks / ticksPerSecond
}

/** Process ids under this one, whose command line contains a text. */
export function descendantsRunning(text: string): number[] {
  return [...tree()].filter(([pid]) => readSafely(`/proc/${pid}/cmdline`).includes(text)).map(([pid]) => pid)
}

function descendants(): Process[] {
  return [...tree().values()]
}

function tree(): Map<number, Process> {
  const all = new Map<number, Process>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const found = Number.isInteger(pid) ? readProcess(pid) : undefined
    if (found) all.set(pid, found)
  }
  const ours = new Map<number, Process>()
  for (const [pid, found] of all) {
    const line = [pid]
    for (let up = found.parent; up > 1 && line.length < 64; up = all.get(up)?.parent ?? 0) line.push(up)
    if (pid !== process.pid && line.includes(process.pid)) ours.set(pid, found)
  }
  return ours
}

function readProcess(pid: number): Process | undefined {
  const stat = readSafely(`/proc/${pid}/stat`)
  // The name in brackets may hold blanks; fields are counted after it (proc(5): 4 parent, 14 utime, 15 stime, 22 start).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields.length < 20) return undefined
  return {
    parent: Number(fields[1]),
    key: `${pid}-${fields[19]}`,
    ticks: Number(fields[11]) + Number(fields[12]),
  }
}

/** Empty for what has gone in the meantime. */
function readSafely(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
