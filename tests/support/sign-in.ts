import { afterEach } from 'vitest'
import { anApp, TEST_PASSWORD } from './app.ts'

export type App = Awaited<ReturnType<typeof anApp>>
const open: App[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()))
})

/** An application of its own for one test, closed after it. */
export const start = async (env: Record<string, string> = {}): Promise<App> => {
  const app = await anApp(env)
  open.push(app)
  return app
}

export const signIn = ({ as }: App, login: string, password = TEST_PASSWORD) =>
  as(null).post('/api/sign-in', { login, password })
export const cookieFrom = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
export const personIn = async (app: App, cookie: string) => {
  const answer = await app.as(null).get('/api/session', { cookie })
  return ((await answer.json()) as { person: { id: string } | null }).person?.id ?? null
}
