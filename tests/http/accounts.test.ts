import { execFile } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { makeCode } from '../../server/people/codes.service.ts'
import { seedPeople } from '../../server/people/first-start.ts'
import { codeOf } from '../support/answers.ts'
import { type App, cookieFrom, personIn, signIn, start } from '../support/sign-in.ts'

const quiet = { warn: () => undefined }
const firstCode = (app: App, personId = 'person-producer') =>
  makeCode(app.deps, app.auth.secret, null, { personId })
const byCode = (app: App, code: string, newPassword = 'mot mat khau moi', login = 'producer') =>
  app.as(null).post('/api/sign-in/code', { login, code, newPassword })

it('sets a password by a one-time code, which works once and ends older sessions', async () => {
  const app = await start()
  const older = cookieFrom(await signIn(app, 'producer'))
  const { code } = await firstCode(app)
  expect(code).toMatch(/^\d{8}$/)
  const grouped = `${code.slice(0, 4)} ${code.slice(4)}`
  const entered = await byCode(app, grouped)
  expect(entered.status).toBe(200)
  expect(await personIn(app, cookieFrom(entered))).toBe('person-producer')
  expect(await personIn(app, older)).toBeNull()
  expect(await codeOf(await byCode(app, code))).toBe('code_wrong')
  expect(await codeOf(await signIn(app, 'producer'))).toBe('wrong_password')
  expect((await signIn(app, 'producer', 'mot mat khau moi')).status).toBe(200)
})

it('refuses a code that is over, replaced, wrong or somebody else’s', async () => {
  const app = await start()
  const replaced = await firstCode(app)
  const others = await firstCode(app, 'person-scheduler')
  const { code } = await firstCode(app)
  expect(await codeOf(await byCode(app, replaced.code))).toBe('code_wrong')
  expect(await codeOf(await byCode(app, others.code))).toBe('code_wrong')
  await app.deps.db.updateTable('sign_in_code').set({ expires_at: '2021-01-01T00:00:00.000Z' }).execute()
  expect(await codeOf(await byCode(app, code))).toBe('code_wrong')
})

it('lets a code be tried five times only, yet never because of wrong passwords', async () => {
  const app = await start()
  const { code } = await firstCode(app)
  for (let i = 0; i < 5; i++) await signIn(app, 'producer', 'wrong')
  expect((await byCode(app, code)).status).toBe(200)
  const second = await firstCode(app)
  for (let i = 0; i < 5; i++) await byCode(app, '00000000')
  expect(await codeOf(await byCode(app, second.code))).toBe('locked_out')
})

it('refuses a password of eleven characters and keeps the code', async () => {
  const app = await start()
  const { code } = await firstCode(app)
  const weak = await byCode(app, code, 'elevenchars')
  expect([weak.status, await codeOf(weak)]).toEqual([422, 'weak_password'])
  expect((await byCode(app, code, 'twelve chars')).status).toBe(200)
})

it('makes a way in from the command line; a reset also ends what was open', async () => {
  const app = await start()
  const cookie = cookieFrom(await signIn(app, 'producer'))
  const script = join(import.meta.dirname, '../../scripts/account.ts')
  const run = async (...args: string[]) =>
    (await promisify(execFile)(process.execPath, [script, ...args, '--data', app.deps.config.dataDir])).stdout
  expect(await run('setup-link', 'producer')).toMatch(/dang-nhap#ten=producer&ma=\d{8}/)
  expect(await personIn(app, cookie)).toBe('person-producer')
  const link = await run('reset', 'producer')
  expect(await personIn(app, cookie)).toBeNull()
  expect(await codeOf(await signIn(app, 'producer'))).toBe('wrong_password')
  expect((await byCode(app, /ma=(\d{8})/.exec(link)?.[1] ?? '')).status).toBe(200)
  await expect(run('reset', 'nobody-at-all')).rejects.toThrow(/nobody-at-all/)
})

it('keeps its secret for itself, and no password or code in readable form', async () => {
  const app = await start()
  const { code } = await firstCode(app)
  expect(statSync(join(app.deps.config.dataDir, 'secret')).mode & 0o777).toBe(0o600)
  const accounts = await app.deps.db.selectFrom('auth_account').select('password').execute()
  expect(accounts.every(({ password }) => password?.startsWith('$argon2id$'))).toBe(true)
  const stored = await app.deps.db.selectFrom('sign_in_code').selectAll().execute()
  expect(JSON.stringify(stored)).not.toContain(code)
})

it('names accounts and their password in a demonstration only, and sets them up once', async () => {
  const app = await start({ VANG_DEMO: '1' })
  await seedPeople(app.deps, app.auth, quiet)
  const before = await app.deps.db.selectFrom('person').selectAll().execute()
  await seedPeople(app.deps, app.auth, quiet)
  expect(await app.deps.db.selectFrom('person').selectAll().execute()).toEqual(before)
  const session = (await (await app.as(null).get('/api/session')).json()) as {
    demoAccounts: { login: string; role: string }[]
    demoPassword: string
  }
  expect(session.demoAccounts.map(({ role }) => role).toSorted()).toEqual([
    'admin',
    'approver',
    'film_team',
    'official',
    'producer',
    'scheduler',
  ])
  for (const { login } of session.demoAccounts)
    expect((await signIn(app, login, session.demoPassword)).status, login).toBe(200)
})

it('leaves a way in for the first admin in a file of their own as long as nobody has a password', async () => {
  const app = await start()
  await app.deps.db.deleteFrom('auth_account').execute()
  const lines: Record<string, unknown>[] = []
  const log = { warn: (line: Record<string, unknown>) => void lines.push(line) }
  await seedPeople(app.deps, app.auth, log)
  const file = join(app.deps.config.dataDir, 'first-sign-in.txt')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const text = readFileSync(file, 'utf8')
  const code = /\d{8}/.exec(text)?.[0] ?? ''
  expect(text).toContain('admin')
  expect(JSON.stringify(lines)).not.toContain(code)
  expect((await byCode(app, code, 'mot mat khau moi', 'admin')).status).toBe(200)
  await seedPeople(app.deps, app.auth, log)
  expect(lines).toHaveLength(1)
  expect(existsSync(file)).toBe(false)
})

it('does not open a demonstration as real work, nor real work as a demonstration', async () => {
  const app = await start()
  await seedPeople(app.deps, app.auth, quiet)
  const demo = { ...app.deps, config: { ...app.deps.config, demo: true } }
  await expect(seedPeople(demo, app.auth, quiet)).rejects.toThrow('--demo')
})
