import { type ChildProcess, spawn } from 'node:child_process'
import { MediaError } from './media-error.ts'
import { type Isolation, isolation, planSandbox, type Tool } from './sandbox.ts'

type ToolRun = {
  /** For the error: "probe", "read packets". */
  step: string
  args: readonly string[]
  reads: readonly string[]
  /** The one folder it may write to; none for a tool that only tells. */
  writesTo?: string
  niceness?: number
  longestMs: number
  /** The best that works here, unless a weaker one is asked for. */
  isolation?: Isolation
  signal?: AbortSignal | undefined
  /** What it prints, as it comes. False: that is more than anyone wants, and the tool is stopped. */
  onText: (text: string) => boolean | undefined
}

/**
 * Runs a tool that opens somebody's bytes in the sandbox and hands on what it prints, without keeping it: this is for
 * what tells; what makes files is run by `runFfmpeg`. When it settles no process is left.
 * @returns its exit status, and the last 2000 characters it complained with
 * @throws MediaError aborted, too_slow, tool_missing, or unreadable where it printed too much
 */
export async function runTool(tool: Tool, run: ToolRun): Promise<{ status: number; complaints: string }> {
  const { step, signal } = run
  if (signal?.aborted) throw new MediaError('aborted', step)
  const { reads, writesTo, niceness = 0 } = run
  const confinement = { reads, writesTo, niceness }
  const plan = planSandbox(tool, run.isolation ?? (await isolation()), confinement)
  const [command = '', ...before] = plan
  const child = spawn(command, [...before, ...run.args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let stoppedFor: 'aborted' | 'too_slow' | 'unreadable' | undefined
  const stop = (why: 'aborted' | 'too_slow' | 'unreadable') => {
    stoppedFor ??= why
    killGroup(child)
  }
  const abort = () => stop('aborted')
  const timer = setTimeout(() => stop('too_slow'), run.longestMs)
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted) abort()

  let complaints = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (!stoppedFor && run.onText(text) === false) stop('unreadable')
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-2000)
  })
  const status = await new Promise<number>((resolve, reject) => {
    child.on('error', () => reject(new MediaError('tool_missing', step, command)))
    child.on('close', (code) => resolve(code ?? 1))
  }).finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  })
  if (stoppedFor) throw new MediaError(stoppedFor, step, complaints)
  return { status, complaints }
}

/** The sandbox made itself a group leader (setsid), so a tool goes with all that belongs to it. */
export function killGroup(child: Pick<ChildProcess, 'pid' | 'kill'>): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group is not there yet in the first milliseconds, or not any more.
    child.kill('SIGKILL')
  }
}
