import { afterAll, beforeAll, expect, it } from 'vitest'
import { judgedCodes } from '../../server/library/analysis/qc-rules.schema.ts'
import { bodyOf, codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion } from '../support/library.ts'

let site: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  site = await anApp()
})
afterAll(() => site.close())

const rules = async () => (await bodyOf(site.as('producer').get('/api/qc-rules'))).rules
const ruleOf = async (code: string) => (await rules()).find((rule: { code: string }) => rule.code === code)
const put = (rules: object) => site.as('admin').request('PUT', '/api/qc-rules', { rules })
const stored = async () => {
  const row = await site.deps.db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'qc.rules')
    .executeTakeFirst()
  return JSON.parse(row?.value ?? '')
}

/** A recording that was analysed long ago, and what is said of it now. */
async function analysed(findings: object[], durationMs = 60_000) {
  const analysis = JSON.stringify({ recipe: { name: 'analyse', version: 1 }, loudness: null, findings })
  const source = await aSource(site.deps, { analysis, duration_ms: durationMs })
  const { id } = await aVersion(site.deps, { source })
  const get = async (path: string) => bodyOf(site.as('approver').get(`/api/versions/${id}/${path}`))
  const said = async () => {
    const { tone, findings } = await get('report')
    return {
      tone,
      findings: findings.map((one: { code: string; severity: string }) => [one.code, one.severity]),
    }
  }
  return { analysis, source, get, said }
}

it('names everything that a person may judge, with how grave it usually is and how long it lasts at least', async () => {
  const all = await rules()
  expect(all.map(({ code }: { code: string }) => code)).toEqual(judgedCodes)
  expect(all[0]).toMatchObject({
    code: 'black',
    title: 'Khung đen',
    graveness: 'warning',
    leastMs: 1000,
    usual: { graveness: 'warning', leastMs: 1000 },
  })
  expect(await ruleOf('rotated')).toMatchObject({ leastMs: null, usual: { leastMs: null } })
  const english = await bodyOf(site.as('producer').get('/api/qc-rules', { 'x-vang-lang': 'en' }))
  expect(english.rules[0].title).toBe('Black picture')
})

it('changes what everybody is told, of old recordings too, and leaves the analysis as it was', async () => {
  const { analysis, source, said } = await analysed([
    { code: 'black', severity: 'warning', startMs: 1000, endMs: 3000 },
    { code: 'freeze', severity: 'warning', startMs: 5000, endMs: 9000 },
  ])
  expect(await said()).toEqual({
    tone: 'warn',
    findings: [
      ['black', 'warning'],
      ['freeze', 'warning'],
    ],
  })

  const chosen = { black: { graveness: 'error' }, freeze: { graveness: 'off' } }
  expect((await put({ ...chosen, silence: { graveness: 'warning' } })).status).toBe(200)
  expect(await said()).toEqual({ tone: 'stop', findings: [['black', 'error']] })
  const kept = await site.deps.db
    .selectFrom('source')
    .select('analysis')
    .where('sha256', '=', source.sha256)
    .executeTakeFirst()
  expect(kept?.analysis).toBe(analysis)
  // What is said to be as usual follows the usual, whatever that will be.
  expect(await stored()).toEqual(chosen)

  expect((await put({})).status).toBe(200)
  expect((await said()).tone).toBe('warn')
})

it('tells of stretches from the chosen length on, and proposes the same acts as before', async () => {
  const { get, said } = await analysed(
    [
      { code: 'black', severity: 'warning', startMs: 30_000, endMs: 31_500 },
      { code: 'black', severity: 'warning', startMs: 70_000, endMs: 72_000 },
      { code: 'silence', severity: 'warning', startMs: 70_000, endMs: 74_000 },
    ],
    120_000,
  )
  const asUsual = await said()
  expect(asUsual.findings).toHaveLength(3)
  const proposed = await get('act-proposals')
  expect(proposed.proposals).toHaveLength(3)

  const chosen = { black: { leastMs: 2000 }, silence: { graveness: 'error', leastMs: 4001 } }
  const answer = await bodyOf(put({ ...chosen, freeze: { graveness: 'warning', leastMs: 3000 } }))
  expect(answer.rules[0]).toMatchObject({ graveness: 'warning', leastMs: 2000, usual: { leastMs: 1000 } })
  expect(await ruleOf('silence')).toMatchObject({ graveness: 'error', leastMs: 4001 })
  expect(await stored()).toEqual(chosen)
  expect(await said()).toEqual({
    tone: 'stop',
    findings: [
      ['black', 'warning'],
      // A thousandth is lost in rounding.
      ['silence', 'error'],
    ],
  })
  await put({ black: { leastMs: 2500 }, silence: { leastMs: 5000 } })
  expect(await said()).toEqual({ tone: 'ok', findings: [] })
  expect(await get('act-proposals')).toEqual(proposed)

  expect((await put({})).status).toBe(200)
  expect(await said()).toEqual(asUsual)
})

it('refuses a length shorter than is measured, longer than a minute, or of what has none', async () => {
  const refusal = async (rules: object) => (await put(rules)).json()
  for (const [rules, path] of [
    [{ black: { leastMs: 999 } }, 'rules.black.leastMs'],
    [{ clipping: { leastMs: 39 } }, 'rules.clipping.leastMs'],
    [{ silence: { leastMs: 60_001 } }, 'rules.silence.leastMs'],
    [{ black: { leastMs: 1500.5 } }, 'rules.black.leastMs'],
    [{ rotated: { leastMs: 2000 } }, 'rules.rotated.leastMs'],
  ] as const)
    expect(await refusal(rules)).toMatchObject({
      error: { code: 'invalid', details: { problems: [{ path }] } },
    })
  expect(await ruleOf('black')).toMatchObject({ leastMs: 1000 })
})

it('leaves a trace of who changed it', async () => {
  await put({ phase: { graveness: 'error', leastMs: 5000 } })
  const rows = await site.deps.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'library.rules')
    .execute()
  expect(rows.at(-1)).toMatchObject({ person_id: site.actors.admin.id })
  expect(JSON.parse(rows.at(-1)?.detail ?? '')).toMatchObject({
    before: {},
    after: { phase: { graveness: 'error', leastMs: 5000 } },
  })
  await put({})
})

it('refuses what is no rule, what is no graveness, and everybody but administrators', async () => {
  expect(await codeOf(await put({ truncated: { graveness: 'off' } }))).toBe('invalid')
  expect(await codeOf(await put({ black: { graveness: 'terrible' } }))).toBe('invalid')
  for (const role of ['producer', 'approver', 'scheduler', 'official'] as const)
    expect(await codeOf(await site.as(role).request('PUT', '/api/qc-rules', { rules: {} }))).toBe('forbidden')
  expect(await codeOf(await site.as('film_team').get('/api/qc-rules'))).toBe('forbidden')
})
