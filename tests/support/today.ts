import { expect } from 'vitest'
import type { Role } from '../../server/http/permissions.rules.ts'
import { todaySchema } from '../../server/today/today.schema.ts'
import type { anApp } from './app.ts'

type App = Pick<Awaited<ReturnType<typeof anApp>>, 'as'>

/** What the day of somebody in that role looks like, its sentence also as plain text. */
export async function todayOf(app: App, role: Role, headers: Record<string, string> = {}) {
  const response = await app.as(role).get('/api/today', headers)
  expect(response.status).toBe(200)
  const answer = todaySchema.parse(await response.json())
  return { ...answer, said: answer.sentence.map((part) => part.text).join('') }
}
