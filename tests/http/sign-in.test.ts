import { expect, it } from 'vitest'
import { codeOf } from '../support/answers.ts'
import { TEST_PASSWORD } from '../support/app.ts'
import { cookieFrom, personIn, signIn, start } from '../support/sign-in.ts'

it('tells nobody in particular that nobody is signed in, and gives away no accounts', async () => {
  const app = await start()
  const session = await (await app.as(null).get('/api/session')).json()
  expect(session).toEqual({ person: null, demo: false, secure: false, publicUrl: null, news: null })
})

it('signs in by user name, whatever its case, and by phone number, however it is written', async () => {
  const app = await start()
  await app.deps.db
    .updateTable('person')
    .set({ phone: '0912345678' })
    .where('id', '=', 'person-scheduler')
    .execute()
  expect((await signIn(app, ' Scheduler ')).status).toBe(200)
  for (const phone of ['0912345678', '+84 912 345 678', '84912345678']) {
    const answer = await signIn(app, phone)
    expect(await personIn(app, cookieFrom(answer)), phone).toBe('person-scheduler')
  }
})

it('keeps the session in a cookie that no script reads and no other site sends along', async () => {
  const plain = (await signIn(await start(), 'admin')).headers.getSetCookie()
  expect(plain).toHaveLength(1)
  expect(plain[0]).toMatch(/^vang\.session_token=/)
  expect(plain[0]).toMatch(/HttpOnly/)
  expect(plain[0]).toMatch(/SameSite=Lax/)
  expect(plain[0]).not.toMatch(/Secure/)
  const app = await start({ VANG_PUBLIC_URL: 'https://vang.example' })
  expect((await signIn(app, 'admin')).headers.getSetCookie()[0]).toMatch(/^__Secure-vang\..*; Secure/)
})

it('answers a wrong password and an unknown name alike', async () => {
  const app = await start()
  const known = await signIn(app, 'producer', 'wrong password')
  const unknown = await signIn(app, 'nobody-at-all', 'wrong password')
  expect([known.status, unknown.status]).toEqual([401, 401])
  expect([await codeOf(known), await codeOf(unknown)]).toEqual(['wrong_password', 'wrong_password'])
})

it('refuses whoever has no password yet', async () => {
  const app = await start()
  await app.deps.db.deleteFrom('auth_account').where('userId', '=', 'person-producer').execute()
  expect(await codeOf(await signIn(app, 'producer'))).toBe('wrong_password')
})

it('locks an account after five wrong tries, and says for how long', async () => {
  const app = await start()
  for (let i = 0; i < 5; i++)
    expect(await codeOf(await signIn(app, 'producer', `wrong ${i}`))).toBe('wrong_password')
  const locked = await signIn(app, 'producer')
  expect(locked.status).toBe(429)
  expect(await locked.json()).toMatchObject({ error: { code: 'locked_out', details: { minutes: 15 } } })
  expect((await signIn(app, 'scheduler')).status).toBe(200)
})

it('counts tries that come at the same time', async () => {
  const app = await start()
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) => signIn(app, 'producer', `wrong ${i}`)),
  )
  const codes = await Promise.all(answers.map(codeOf))
  expect(codes.filter((code) => code === 'wrong_password')).toHaveLength(5)
  expect(codes.filter((code) => code === 'locked_out')).toHaveLength(7)
})

it('lets in again once the time is over, and forgets mistakes after a right password', async () => {
  const app = await start()
  for (let i = 0; i < 5; i++) await signIn(app, 'producer', 'wrong')
  const past = new Date(Date.now() - 16 * 60_000).toISOString()
  await app.deps.db.updateTable('sign_in_failure').set({ last_failed_at: past, locked_until: past }).execute()
  expect((await signIn(app, 'producer')).status).toBe(200)
  const left = await app.deps.db.selectFrom('sign_in_failure').selectAll().execute()
  expect(left.map((row) => [row.key, row.failures])).toEqual([['address:127.0.0.1', 0]])
})

it('locks an address that tries many names', async () => {
  const app = await start()
  for (let i = 0; i < 30; i++) await signIn(app, `guess${i}`, 'wrong')
  expect(await codeOf(await signIn(app, 'admin'))).toBe('locked_out')
})

it('ends the session at sign-out', async () => {
  const app = await start()
  const cookie = cookieFrom(await signIn(app, 'producer'))
  expect(await personIn(app, cookie)).toBe('person-producer')
  const out = await app.as(null).request('POST', '/api/sign-out', {}, { cookie })
  expect(out.headers.getSetCookie().join()).toMatch(/Max-Age=0/)
  expect(await personIn(app, cookie)).toBeNull()
})

it('believes no cookie that it did not sign', async () => {
  const app = await start()
  const cookie = cookieFrom(await signIn(app, 'producer'))
  const { token } = await app.deps.db.selectFrom('auth_session').select('token').executeTakeFirstOrThrow()
  expect(await personIn(app, `vang.session_token=${token}`)).toBeNull()
  expect(await personIn(app, `vang.session_token=${token}.${'A'.repeat(43)}%3D`)).toBeNull()
  expect(await personIn(app, cookie)).toBe('person-producer')
})

it('ends a session that has run out', async () => {
  const app = await start()
  const cookie = cookieFrom(await signIn(app, 'producer'))
  await app.deps.db.updateTable('auth_session').set({ expiresAt: '2020-01-01T00:00:00.000Z' }).execute()
  expect(await personIn(app, cookie)).toBeNull()
})

it('prolongs a session in use and sends its new cookie along', async () => {
  const app = await start()
  const cookie = cookieFrom(await signIn(app, 'producer'))
  const soon = new Date(Date.now() + 3 * 24 * 3600_000).toISOString()
  await app.deps.db.updateTable('auth_session').set({ expiresAt: soon }).execute()
  const answer = await app.as(null).get('/api/session', { cookie })
  expect(answer.headers.getSetCookie()[0]).toMatch(/^vang\.session_token=.*Max-Age=2592000/)
  const { expiresAt } = await app.deps.db
    .selectFrom('auth_session')
    .select('expiresAt')
    .executeTakeFirstOrThrow()
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 29 * 24 * 3600_000)
})

it('holds no endless body in memory for somebody who has not signed in', async () => {
  const endless = () => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        if (sent > 200) controller.close()
        else controller.enqueue(new Uint8Array(100_000).fill(32))
      },
    })
    return { body, pieces: () => sent }
  }
  const app = await start()
  const { body, pieces } = endless()
  const answer = await app.app.request('/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    duplex: 'half',
  } as RequestInit)
  expect([answer.status, await codeOf(answer)]).toEqual([413, 'too_large'])
  expect(pieces()).toBeLessThan(30)
})

it('refuses a malformed body with the one error shape', async () => {
  const app = await start()
  const answer = await app.app.request('/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"login":',
  })
  expect([answer.status, await codeOf(answer)]).toEqual([400, 'malformed_json'])
  expect(await codeOf(await app.as(null).post('/api/sign-in', { login: 'x' }))).toBe('invalid')
})

it('refuses sign-in from another site’s page', async () => {
  const app = await start()
  const body = { login: 'producer', password: TEST_PASSWORD }
  const answer = await app
    .as(null)
    .request('POST', '/api/sign-in', body, { origin: 'https://elsewhere.example' })
  expect(await codeOf(answer)).toBe('foreign_origin')
})

it('writes beside it who came in, and whom it refused', async () => {
  const app = await start()
  await signIn(app, 'producer', 'wrong')
  await signIn(app, 'nobody-at-all', 'wrong')
  await signIn(app, 'producer')
  // The packaging keys of a first start are written down as well.
  const rows = await app.deps.db
    .selectFrom('audit')
    .selectAll()
    .where('action', 'like', 'people.%')
    .orderBy('id')
    .execute()
  expect(rows.map((row) => [row.action, row.subject_id, row.person_id])).toEqual([
    ['people.sign_in_refused', 'person-producer', null],
    ['people.sign_in', 'person-producer', 'person-producer'],
  ])
  expect(JSON.stringify(rows)).not.toContain(TEST_PASSWORD)
})

it('mounts none of better-auth’s own addresses', async () => {
  const { as } = await start()
  for (const path of [
    '/api/auth/sign-up/email',
    '/api/auth/get-session',
    '/api/sign-up/email',
    '/api/auth/ok',
  ])
    expect((await as(null).post(path, {})).status, path).toBe(404)
})
