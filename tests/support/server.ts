import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from '../../server/runtime.ts'

/** A real server process, with its worker, on a folder of its own. */
export interface RunningServer {
  url: string
  process: ChildProcess
  /** As a power cut would: no warning, no clean-up. */
  kill(): Promise<void>
  stop(): Promise<void>
}

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

export async function startServer(dataDir: string, env: Record<string, string> = {}): Promise<RunningServer> {
  const child = fork(main, {
    env: {
      ...process.env,
      VANG_DATA: dataDir,
      VANG_PORT: '0',
      VANG_LOG_LEVEL: 'error',
      VANG_DISK_RESERVE_BYTES: '0',
      ...env,
    },
    execArgv: nodeFlags,
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { local?: string }) => message.local && resolve(message.local))
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready`)))
  })
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }
  return { url, process: child, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}
