import { afterAll, beforeAll, expect, it } from 'vitest'
import { judgedCodes } from '../../server/library/analysis/severities.schema.ts'
import { bodyOf, codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion } from '../support/library.ts'

let site: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  site = await anApp()
})
afterAll(() => site.close())

const rules = async () => (await bodyOf(site.as('producer').get('/api/qc-rules'))).rules
const put = (severities: object) => site.as('admin').request('PUT', '/api/qc-rules', { severities })

it('names everything that a person may judge, with how grave it usually is', async () => {
  const all = await rules()
  expect(all.map(({ code }: { code: string }) => code)).toEqual(judgedCodes)
  expect(all[0]).toMatchObject({ code: 'black', title: 'Khung đen', graveness: 'warning', usual: 'warning' })
  const english = await bodyOf(site.as('producer').get('/api/qc-rules', { 'x-vang-lang': 'en' }))
  expect(english.rules[0].title).toBe('Black picture')
})

it('changes what everybody is told, of old recordings too, and leaves the analysis as it was', async () => {
  const findings = [
    { code: 'black', severity: 'warning', startMs: 1000, endMs: 3000 },
    { code: 'freeze', severity: 'warning', startMs: 5000, endMs: 9000 },
  ]
  const analysis = JSON.stringify({ recipe: { name: 'analyse', version: 1 }, loudness: null, findings })
  const source = await aSource(site.deps, { analysis })
  const { id } = await aVersion(site.deps, { source })
  const said = async () => {
    const { tone, findings } = await bodyOf(site.as('approver').get(`/api/versions/${id}/report`))
    return {
      tone,
      findings: findings.map((one: { code: string; severity: string }) => [one.code, one.severity]),
    }
  }
  expect(await said()).toEqual({
    tone: 'warn',
    findings: [
      ['black', 'warning'],
      ['freeze', 'warning'],
    ],
  })

  expect((await put({ black: 'error', freeze: 'off', silence: 'warning' })).status).toBe(200)
  expect(await said()).toEqual({ tone: 'stop', findings: [['black', 'error']] })
  const kept = await site.deps.db
    .selectFrom('source')
    .select('analysis')
    .where('sha256', '=', source.sha256)
    .executeTakeFirst()
  expect(kept?.analysis).toBe(analysis)
  // What is said to be as usual follows the usual, whatever that will be.
  const stored = await site.deps.db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'qc.severities')
    .executeTakeFirst()
  expect(JSON.parse(stored?.value ?? '')).toEqual({ black: 'error', freeze: 'off' })

  expect((await put({})).status).toBe(200)
  expect((await said()).tone).toBe('warn')
})

it('leaves a trace of who changed it', async () => {
  await put({ phase: 'error' })
  const rows = await site.deps.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'library.rules')
    .execute()
  expect(rows.at(-1)).toMatchObject({ person_id: site.actors.admin.id })
  expect(JSON.parse(rows.at(-1)?.detail ?? '')).toMatchObject({ after: { phase: 'error' } })
  await put({})
})

it('refuses what is no rule, what is no graveness, and everybody but administrators', async () => {
  expect(await codeOf(await put({ truncated: 'off' }))).toBe('invalid')
  expect(await codeOf(await put({ black: 'terrible' }))).toBe('invalid')
  for (const role of ['producer', 'approver', 'scheduler', 'official'] as const)
    expect(await codeOf(await site.as(role).request('PUT', '/api/qc-rules', { severities: {} }))).toBe(
      'forbidden',
    )
  expect(await codeOf(await site.as('film_team').get('/api/qc-rules'))).toBe('forbidden')
})
