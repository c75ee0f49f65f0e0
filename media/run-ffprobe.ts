import { spawn } from 'node:child_process'
import { MediaError } from './media-error.ts'
import { inputGuards, isolation, planSandbox } from './sandbox.ts'

const longestMs = 60_000
const mostBytes = 32 * 1024 ** 2

/**
 * Runs ffprobe on a file in the sandbox and returns what it printed as JSON, with `error` inside when it refused.
 * @throws MediaError aborted, too_slow, tool_missing or unreadable
 */
export async function runFfprobe(
  path: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<Record<string, unknown>> {
  if (signal?.aborted) throw new MediaError('aborted', 'probe')
  const [command = '', ...before] = planSandbox('ffprobe', await isolation(), { reads: [path] })
  const all = [...before, '-v', 'error', '-of', 'json', '-show_error', ...inputGuards, ...args, '-i', path]
  const child = spawn(command, all, { stdio: ['ignore', 'pipe', 'pipe'] })
  let stoppedFor: 'aborted' | 'too_slow' | 'unreadable' | undefined
  const stop = (why: 'aborted' | 'too_slow' | 'unreadable') => {
    stoppedFor ??= why
    child.kill('SIGKILL')
  }
  const abort = () => stop('aborted')
  const timer = setTimeout(() => stop('too_slow'), longestMs)
  signal?.addEventListener('abort', abort, { once: true })

  let printed = ''
  let complaints = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    if (printed.length > mostBytes) stop('unreadable')
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-2000)
  })
  await new Promise<void>((resolve, reject) => {
    child.on('error', () => reject(new MediaError('tool_missing', 'probe', command)))
    child.on('close', () => resolve())
  }).finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  })
  if (stoppedFor) throw new MediaError(stoppedFor, 'probe', complaints)
  try {
    return JSON.parse(printed) as Record<string, unknown>
  } catch {
    throw new MediaError('unreadable', 'probe', complaints)
  }
}
