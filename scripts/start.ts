// Starts the server with the options of the command line; with --demo it also loads the campaign of 2021.
import { fork } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { nodeFlags } from '../server/runtime.ts'

const USAGE = `Cách dùng: ./scripts/start [--demo] [--host H] [--port N] [--data DIR] [--cert F --key F] [--public-url URL] [--now INSTANT]`
const DEMO_NOW = '2021-09-27T08:00:00+07:00'

function options() {
  try {
    return parseArgs({
      options: {
        demo: { type: 'boolean', default: false },
        host: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        cert: { type: 'string' },
        key: { type: 'string' },
        'public-url': { type: 'string' },
        now: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`)
    process.exit(2)
  }
}

const asked = options()
if (asked.help) {
  console.log(USAGE)
  process.exit(0)
}
const root = fileURLToPath(new URL('..', import.meta.url))
const data = resolve(asked.data ?? process.env.VANG_DATA ?? resolve(root, asked.demo ? 'data-demo' : 'data'))
mkdirSync(data, { recursive: true })

const given = {
  VANG_DATA: data,
  VANG_HOST: asked.host,
  VANG_PORT: asked.port,
  VANG_CERT: asked.cert && resolve(asked.cert),
  VANG_KEY: asked.key && resolve(asked.key),
  VANG_PUBLIC_URL: asked['public-url'],
  VANG_NOW: asked.now ?? (asked.demo ? DEMO_NOW : undefined),
  VANG_DEMO: asked.demo ? '1' : undefined,
  VANG_LOG_LEVEL: process.env.VANG_LOG_LEVEL ?? 'warn',
}
const env = {
  ...process.env,
  ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
}

const server = fork(fileURLToPath(new URL('../server/main.ts', import.meta.url)), {
  env,
  execArgv: nodeFlags,
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill('SIGTERM'))
server.on('exit', (code) => process.exit(code ?? 1))
server.on('message', async (message: { ready?: string; local?: string }) => {
  if (!message.ready || !message.local) return
  console.log(`Vang: ${message.ready}`)
  const firstSignIn = join(data, 'first-sign-in.txt')
  if (existsSync(firstSignIn)) console.log(`\n${readFileSync(firstSignIn, 'utf8')}`)
  if (!asked.demo) return
  const { loadDemo } = await import('./demo.ts')
  await loadDemo(message.local, asked.cert).catch((error: unknown) => {
    console.error('Không nạp được bản trình diễn / The demo could not be loaded:', error)
    server.kill('SIGTERM')
  })
  console.log(`\nVang: ${message.ready}`)
})
