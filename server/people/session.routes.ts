import { type Context, Hono } from 'hono'
import { isHttps } from '../config.ts'
import { change } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import { clientAddress } from '../http/client-address.ts'
import type { Env } from '../http/env.ts'
import { allow, validate } from '../http/route.ts'
import type { Auth } from './auth.ts'
import { demoAccounts, demoPassword } from './demo.rules.ts'
import { actorById } from './people.queries.ts'
import { codeBody, type Session, sessionShape, signInBody } from './people.schema.ts'
import { type Caller, signIn, signInByCode } from './sign-in.service.ts'

function passCookies(c: Context<Env>, from: Headers): void {
  for (const cookie of from.getSetCookie()) c.header('set-cookie', cookie, { append: true })
}

export const sessionRoutes = (deps: Deps, auth: Auth) => {
  const callerOf = (c: Context<Env>): Caller => ({
    address: clientAddress(c, deps.config.trustedProxies),
    userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
  })
  return new Hono<Env>()
    .get(
      '/session',
      allow('public', {
        summary: 'Who is signed in, and what this server is',
        tags: ['session'],
        returns: sessionShape,
      }),
      async (c) => {
        const actor = c.get('actor')
        const news = actor && deps.live.position()
        const whole = actor && (await actorById(deps.reads, actor.id))
        if (whole) {
          // A session in use is prolonged here, where its new cookie can travel.
          const { headers } = await auth.api.getSession({ headers: c.req.raw.headers, returnHeaders: true })
          passCookies(c, headers)
        }
        const session: Session = {
          person: whole
            ? {
                id: whole.id,
                name: whole.name,
                role: whole.role,
                unit: whole.unit,
                languages: [...whole.languages],
              }
            : null,
          demo: deps.config.demo,
          secure: isHttps(deps.config),
          publicUrl: deps.config.publicUrl ?? null,
          news,
          ...(deps.config.demo
            ? {
                demoAccounts: demoAccounts.map(({ login, role, name }) => ({ login, role, name })),
                demoPassword,
              }
            : {}),
        }
        return c.json(session)
      },
    )
    .post(
      '/sign-in',
      allow('public', { summary: 'Sign in by user name or phone number', tags: ['session'] }),
      validate('json', signInBody),
      async (c) => {
        const answer = await signIn(deps, auth, c.req.valid('json'), callerOf(c))
        passCookies(c, answer.headers)
        return c.json({ signedIn: true })
      },
    )
    .post(
      '/sign-in/code',
      allow('public', { summary: 'Set a password by a one-time code and sign in', tags: ['session'] }),
      validate('json', codeBody),
      async (c) => {
        const answer = await signInByCode(deps, auth, c.req.valid('json'), callerOf(c))
        passCookies(c, answer.headers)
        return c.json({ signedIn: true })
      },
    )
    .post('/sign-out', allow('public', { summary: 'End this session', tags: ['session'] }), async (c) => {
      const actor = c.get('actor')
      const { headers } = await auth.api.signOut({ headers: c.req.raw.headers, returnHeaders: true })
      passCookies(c, headers)
      if (actor)
        await change(deps, actor, (_, record) =>
          record({ action: 'people.sign_out', subjectKind: 'person', subjectId: actor.id }),
        )
      return c.json({ signedIn: false })
    })
}
