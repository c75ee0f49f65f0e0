// A way in for somebody: ./scripts/account setup-link|reset LOGIN [--data DIR] [--url ADDRESS]
// `setup-link` makes a one-time code; `reset` also takes away the password and ends every session at once.
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isHttps, readConfig } from '../server/config.ts'
import { createLive } from '../server/http/live.ts'
import { makeCode } from '../server/people/codes.service.ts'
import { signInRow } from '../server/people/people.queries.ts'
import { normalisePhone } from '../server/people/phone.rules.ts'
import { secretOf } from '../server/people/secret.ts'
import { setupLink } from '../server/people/slips.ts'
import { unwire, wire } from '../server/wiring.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, url: { type: 'string' } },
})
const [verb, login] = positionals
if (!login || (verb !== 'setup-link' && verb !== 'reset')) {
  console.error('Cách dùng / Usage: ./scripts/account setup-link|reset LOGIN [--data DIR] [--url ADDRESS]')
  process.exit(2)
}

const dataDir = resolve(values.data ?? process.env.VANG_DATA ?? resolve(import.meta.dirname, '../data'))
const config = readConfig({ ...process.env, VANG_DATA: dataDir })
const there = await stat(join(dataDir, 'vang.db')).catch(() => undefined)
if (!there) {
  console.error(`Không thấy dữ liệu Vang trong ${dataDir}.\nThere is no data of Vang in ${dataDir}.`)
  process.exit(1)
}

const deps = await wire(config, createLive())
const person = await signInRow(deps.reads, login.trim().toLowerCase(), normalisePhone(login))
if (!person) {
  console.error(`Không có ai đang dùng tên “${login}”.\nNobody active is called “${login}”.`)
  await unwire(deps)
  process.exit(1)
}
const secret = secretOf(dataDir)
const made = await makeCode(deps, secret, null, { personId: person.id, reset: verb === 'reset' })
await unwire(deps)

const origin =
  values.url ?? config.publicUrl ?? `${isHttps(config) ? 'https' : 'http'}://${config.host}:${config.port}`
console.log(`${made.name} (${made.login})`)
console.log(`Mã một lần / one-time code: ${made.code.replace(/(\d{4})(\d{4})/, '$1 $2')}`)
console.log(
  `Dùng được đến / good until: ${new Date(made.expiresAt).toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })}`,
)
console.log(setupLink(new URL(origin).origin, made))
