import { resolve } from 'node:path'
import { z } from 'zod'
import type { HouseFormatKey } from '../media/house-recipe.ts'

const flag = z.enum(['0', '1']).transform((value) => value === '1')

/** Every setting; `.env.example` names them all and a test compares the two. */
export const settings = z.object({
  VANG_HOST: z.string().default('127.0.0.1'),
  VANG_PORT: z.coerce.number().int().min(0).max(65535).default(4180),
  VANG_DATA: z
    .string()
    .default('data')
    .transform((path) => resolve(path)),
  VANG_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  VANG_CERT: z.string().optional(),
  VANG_KEY: z.string().optional(),
  VANG_TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    ),
  VANG_NOW: z.iso.datetime({ offset: true }).optional(),
  VANG_DEMO: flag.default(false),
  VANG_INBOX: z
    .string()
    .optional()
    .transform((path) => (path ? resolve(path) : undefined)),
  VANG_UPLOAD_KEEP_DAYS: z.coerce.number().int().min(1).default(7),
  VANG_HOUSE: z.enum(['1080p25', '1080p50', '720p25', '720p50']).default('1080p25'),
  VANG_DISK_RESERVE_BYTES: z.coerce.number().int().min(0).default(5_000_000_000),
  VANG_ISOLATION: z.enum(['best', 'reduced']).default('best'),
  VANG_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export interface Config {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly inboxDir: string
  readonly publicUrl: string | undefined
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  readonly trustedProxies: readonly string[]
  readonly now: string | undefined
  readonly demo: boolean
  /** Days the server is up while an unfinished upload lies idle, before its bytes are let go. */
  readonly uploadKeepDays: number
  /** The form in which everything airs. */
  readonly houseFormat: HouseFormatKey
  readonly diskReserveBytes: number
  /** How tools that open people's files are confined: as well as the machine can, or by limits alone. */
  readonly isolation: 'best' | 'reduced'
  readonly logLevel: string
}

/** Whether people reach us over https, by our own certificate or a proxy's. */
export function isHttps(config: Pick<Config, 'publicUrl' | 'tls'>): boolean {
  return config.publicUrl ? config.publicUrl.startsWith('https:') : config.tls !== undefined
}

/** Read once at start. Throws one error that lists every problem. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = settings.safeParse(present)
  if (!parsed.success) throw new Error(`Settings that cannot be used:\n${z.prettifyError(parsed.error)}`)
  const s = parsed.data
  if (Boolean(s.VANG_CERT) !== Boolean(s.VANG_KEY)) throw new Error('VANG_CERT and VANG_KEY belong together')
  return Object.freeze({
    host: s.VANG_HOST,
    port: s.VANG_PORT,
    dataDir: s.VANG_DATA,
    inboxDir: s.VANG_INBOX ?? resolve(s.VANG_DATA, 'inbox'),
    publicUrl: s.VANG_PUBLIC_URL,
    tls: s.VANG_CERT && s.VANG_KEY ? { cert: s.VANG_CERT, key: s.VANG_KEY } : undefined,
    trustedProxies: s.VANG_TRUSTED_PROXIES,
    now: s.VANG_NOW,
    demo: s.VANG_DEMO,
    uploadKeepDays: s.VANG_UPLOAD_KEEP_DAYS,
    houseFormat: s.VANG_HOUSE,
    diskReserveBytes: s.VANG_DISK_RESERVE_BYTES,
    isolation: s.VANG_ISOLATION,
    logLevel: s.VANG_LOG_LEVEL,
  })
}
