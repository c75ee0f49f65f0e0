import { fork } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { type Logger, pino } from 'pino'
import { chooseReducedIsolation } from '../media/sandbox.ts'
import { createApp } from './app.ts'
import { seedAreas } from './areas/areas.service.ts'
import { readConfig } from './config.ts'
import { migrate } from './db/migrate.ts'
import { assertSound, openWriter } from './db/open.ts'
import { createLive, type Live, type LiveMessage } from './http/live.ts'
import { lockInstance, prepareDataDir } from './instance.ts'
import { resumeUploads } from './library/uploads/finish.service.ts'
import { seedKeys } from './packages/keys/keys.service.ts'
import { createAuth } from './people/auth.ts'
import { seedPeople } from './people/first-start.ts'
import { seedChannel } from './schedule/channels.service.ts'
import { unwire, wire } from './wiring.ts'

const WORKER_REST_MS = 2000
const STOP_WITHIN_MS = 25_000
const webDir = fileURLToPath(new URL('../dist/web', import.meta.url))

/** Starts everything of one machine and keeps it going until told to stop. */
export async function runServer(): Promise<void> {
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel })
  await prepareDataDir(config.dataDir)
  await mkdir(config.inboxDir, { recursive: true })
  const unlock = lockInstance(config.dataDir)

  const first = openWriter(join(config.dataDir, 'vang.db'))
  await migrate(first)
  await assertSound(first)
  await first.destroy()

  if (config.isolation === 'reduced') chooseReducedIsolation()
  const live = createLive()
  const deps = await wire(config, live)
  const auth = createAuth(deps)
  await seedPeople(deps, auth, log)
  await seedAreas(deps)
  await seedChannel(deps)
  await seedKeys(deps, log)
  const stopTending = await resumeUploads(deps, (error) => log.error({ err: error }, 'uploads'))
  const app = createApp(deps, { auth, log, webDir })
  const tls = config.tls && { cert: await readFile(config.tls.cert), key: await readFile(config.tls.key) }
  const server = serve(
    {
      fetch: app.fetch,
      hostname: config.host,
      port: config.port,
      ...(tls ? { createServer: createHttpsServer, serverOptions: tls } : {}),
    },
    (address: AddressInfo) => {
      const own = `${tls ? 'https' : 'http'}://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`
      log.info({ address: config.publicUrl ?? own }, 'ready')
      process.send?.({ ready: config.publicUrl ?? own, local: own })
    },
  )
  // A recording of 50 GB on a slow line takes days; the upload itself says when it is idle for too long.
  if ('requestTimeout' in server) server.requestTimeout = 0

  const worker = keepWorker(live, log, () => (config.now ? { VANG_NOW: deps.clock.now() } : {}))
  const stop = async () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    stopTending()
    const closed = new Promise((resolve) => server.close(resolve))
    if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 3000).unref()
    await Promise.all([closed, worker.stop()])
    await unwire(deps)
    unlock()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/** One worker process at a time, started again when it dies; its messages reach open pages through `live`. */
function keepWorker(live: Live, log: Logger, clockEnv: () => Record<string, string>) {
  let stopping = false
  let child = start()

  function start() {
    const started = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
      stdio: 'inherit',
      // A set clock runs on from where the server's is, not from where it once began.
      env: { ...process.env, ...clockEnv() },
    })
    started.on('message', (message) => live.send(message as LiveMessage))
    started.once('exit', (code, signal) => {
      if (stopping) return
      log.error({ code, signal }, 'the worker ended and is started again')
      setTimeout(() => {
        if (!stopping) child = start()
      }, WORKER_REST_MS)
    })
    return started
  }

  return {
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    },
  }
}
