// Says what this machine has, and what to do where something is missing: ./scripts/doctor [--data DIR] [--deep]
import { access, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import BetterSqlite from 'better-sqlite3'
import { checkTools } from '../media/doctor.ts'
import { chooseReducedIsolation, isolationReport } from '../media/sandbox.ts'
import { readConfig } from '../server/config.ts'
import { unfitFileSystem } from '../server/instance.ts'
import { say } from '../server/words/words.ts'
import { checkStored } from './doctor-stored.ts'

interface Line {
  name: string
  ok: boolean
  detail: string
}

const { values } = parseArgs({ options: { data: { type: 'string' }, deep: { type: 'boolean' } } })
const config = readConfig({ ...process.env, ...(values.data ? { VANG_DATA: values.data } : {}) })
const GIGABYTE = 1_000_000_000

async function nearest(path: string): Promise<string> {
  return access(path).then(
    () => path,
    () => nearest(dirname(path)),
  )
}

async function disk(): Promise<Line[]> {
  const folder = await nearest(resolve(config.dataDir))
  const fs = await statfs(folder)
  const unfit = unfitFileSystem(fs.type)
  const free = fs.bavail * fs.bsize
  const reserve = Math.max(config.diskReserveBytes, fs.blocks * fs.bsize * 0.05)
  return [
    {
      name: 'Ổ đĩa / Disk kind',
      ok: !unfit,
      detail: unfit ? `${unfit}: chọn ổ ext4 hoặc xfs / choose ext4 or xfs` : folder,
    },
    {
      name: 'Chỗ trống / Free space',
      ok: free > reserve + 20 * GIGABYTE,
      detail: `${(free / GIGABYTE).toFixed(1)} GB; giữ lại / kept free ${(reserve / GIGABYTE).toFixed(1)} GB`,
    },
  ]
}

function versions(): Line[] {
  const sqlite = String(new BetterSqlite(':memory:').prepare('select sqlite_version()').pluck().get())
  return [
    { name: 'Node', ok: Number(process.versions.napi) >= 10, detail: process.version },
    { name: 'SQLite', ok: true, detail: sqlite },
  ]
}

function clock(): Line {
  // A machine without a battery wakes up in the past; everything it signs would be dated wrongly.
  const year = new Date().getFullYear()
  const offset = Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    timeStyle: 'long',
    dateStyle: 'short',
  })
  return {
    name: 'Đồng hồ / Clock',
    ok: year >= 2026,
    detail: year >= 2026 ? offset.format(new Date()) : `${year}: chỉnh giờ máy (timedatectl) / set the clock`,
  }
}

function secureContext(): Line {
  const address = config.publicUrl ?? (config.tls ? 'https' : config.host)
  const ok = address.startsWith('https') || address === '127.0.0.1' || address === 'localhost'
  return {
    name: 'https',
    ok,
    detail: ok
      ? address
      : 'Máy khác vào bằng http: xem OPERATIONS.md, mục https / other machines use http: see OPERATIONS.md, https',
  }
}

/** Said in full, because what to do about it differs by machine. */
async function isolation(): Promise<Line> {
  const { isolation, why, detail } = await isolationReport()
  const keys = [`health.isolation_${isolation}`, ...(why ? [`health.isolation_${why}`] : [])]
  const sentences = (['vi', 'en'] as const).map((language) => keys.map((key) => say(language, key)).join(' '))
  const said = detail ? [...sentences, detail] : sentences
  return { name: 'Cách ly / Isolation', ok: isolation === 'full', detail: said.join('\n    ') }
}

if (config.isolation === 'reduced') chooseReducedIsolation()
const tools = (await checkTools()).filter(({ name }) => name !== 'isolation')
const stored = values.deep ? await checkStored(config.dataDir) : []
const lines = [
  ...versions(),
  ...tools,
  await isolation(),
  ...(await disk()),
  clock(),
  secureContext(),
  ...stored,
]
for (const { name, ok, detail } of lines) console.log(`${ok ? '✓' : '✗'} ${name}: ${detail}`)
process.exit(lines.every((line) => line.ok) ? 0 : 1)
