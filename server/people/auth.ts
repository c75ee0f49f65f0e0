import { betterAuth } from 'better-auth'
import { username } from 'better-auth/plugins'
import { isHttps } from '../config.ts'
import type { Deps } from '../deps.ts'
import { createPasswords, type HashCost } from './passwords.ts'
import { secretOf } from './secret.ts'

const DAY_S = 24 * 60 * 60

/** Who calls, as we found out ourselves; no header of a client's is believed. */
export const ADDRESS_HEADER = 'x-vang-address'

/**
 * Sign-in by better-auth on our own writing connection. None of its HTTP routes is mounted: ours call its
 * functions. People are made by our service, so signing up stays off. Never call it inside a transaction.
 */
export function createAuth(deps: Pick<Deps, 'config' | 'db'>, hashCost?: HashCost) {
  const passwords = createPasswords(hashCost)
  const secret = secretOf(deps.config.dataDir)
  const { api } = betterAuth({
    baseURL: deps.config.publicUrl ?? `http://${deps.config.host}:${deps.config.port}`,
    secret,
    database: { db: deps.db, type: 'sqlite', transaction: false },
    user: { modelName: 'auth_user' },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    session: {
      modelName: 'auth_session',
      expiresIn: 30 * DAY_S,
      updateAge: DAY_S,
      cookieCache: { enabled: false },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 200,
      password: passwords,
    },
    plugins: [username({ usernameValidator: () => true, minUsernameLength: 1, maxUsernameLength: 60 })],
    advanced: {
      cookiePrefix: 'vang',
      useSecureCookies: isHttps(deps.config),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      disableCSRFCheck: true, // our own middleware checks the origin of every unsafe request
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
  return { api, passwords, secret }
}

export type Auth = ReturnType<typeof createAuth>
