import type { ChildProcess } from 'node:child_process'
import ffmpeg from 'fluent-ffmpeg'
import { MediaError } from './media-error.ts'
import { killGroup } from './run-tool.ts'
import { type Isolation, inputGuards, isolation, planSandbox, wallClockMs } from './sandbox.ts'

type PlannedInput = {
  path: string
  options?: readonly string[]
  /** Made by ourselves (lavfi); everything else is somebody's bytes and gets the guards. */
  generated?: boolean
  /** Files that a list of ours names. */
  alsoReads?: readonly string[]
}

/** A whole ffmpeg command as data: what a `plan…` function returns. Output paths are inside `writesTo`. */
export type FfmpegPlan = {
  inputs: readonly PlannedInput[]
  graph?: string
  outputs: readonly { path: string; options: readonly string[] }[]
}

export type Progress = { doneMs: number; totalMs: number }

type RunOptions = {
  step: string
  writesTo: string
  /** Of the recording: sets the total of the progress and the longest the run may take. */
  durationMs?: number
  niceness?: number
  /** The best that works here, unless a weaker one is asked for. */
  isolation?: Isolation
  onProgress?: ((progress: Progress) => void) | undefined
  signal?: AbortSignal | undefined
}

/** What ffmpeg counted itself: frames of the first picture output, and how far the outputs reach. */
export type Counted = { frames: number; outTimeMs: number }

ffmpeg.setFfmpegPath(`${import.meta.dirname}/bin/ffmpeg`)

const quiet = [
  '-nostdin',
  '-hide_banner',
  '-v',
  'error',
  '-nostats',
  '-progress',
  'pipe:2',
  '-stats_period',
  '0.5',
]

/**
 * Runs a plan in the sandbox. When it settles, by success, failure or the signal, no process is left.
 * @throws MediaError aborted, too_slow, disk_full, unreadable or tool_failed
 */
export async function runFfmpeg(plan: FfmpegPlan, options: RunOptions): Promise<Counted> {
  const { step, signal } = options
  if (signal?.aborted) throw new MediaError('aborted', step)
  const sandbox = planSandbox('ffmpeg', options.isolation ?? (await isolation()), {
    reads: plan.inputs
      .filter((input) => !input.generated)
      .flatMap((input) => [input.path, ...(input.alsoReads ?? [])]),
    writesTo: options.writesTo,
    niceness: options.niceness ?? 0,
  })
  const command = ffmpeg()
  for (const [index, input] of plan.inputs.entries()) {
    const own = input.options ?? []
    const guarded = input.generated ? own : [...inputGuards, ...own]
    command.input(input.path)
    addInputOptions(command, index === 0 ? [...sandbox, ...quiet, ...guarded] : guarded)
  }
  for (const [index, output] of plan.outputs.entries()) {
    const graph = index === 0 && plan.graph ? ['-filter_complex', plan.graph] : []
    command.output(output.path)
    addOutputOptions(command, [...graph, ...output.options])
  }
  return await settled(command, options)
}

// Spread over several arguments, because fluent-ffmpeg splits at blanks what comes as one.
function addInputOptions(command: ffmpeg.FfmpegCommand, [first, second, ...rest]: readonly string[]): void {
  if (first !== undefined && second !== undefined) command.inputOptions(first, second, ...rest)
}

function addOutputOptions(command: ffmpeg.FfmpegCommand, [first, second, ...rest]: readonly string[]): void {
  if (first !== undefined && second !== undefined) command.outputOptions(first, second, ...rest)
}

function settled(command: ffmpeg.FfmpegCommand, options: RunOptions): Promise<Counted> {
  const { step, signal, durationMs, onProgress } = options
  const counted: Counted = { frames: 0, outTimeMs: 0 }
  const tail: string[] = []
  let stoppedFor: 'aborted' | 'too_slow' | undefined

  return new Promise((resolve, reject) => {
    const stop = (why: 'aborted' | 'too_slow') => {
      stoppedFor ??= why
      // fluent-ffmpeg itself kills one process alone.
      const started: ChildProcess | undefined = Reflect.get(command, 'ffmpegProc')
      if (started) killGroup(started)
    }
    const abort = () => stop('aborted')
    const timer = setTimeout(() => stop('too_slow'), wallClockMs(durationMs))
    const finish = (act: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      act()
    }
    signal?.addEventListener('abort', abort, { once: true })
    command.on('start', () => {
      if (signal?.aborted) stop('aborted')
    })
    command.on('stderr', (line: string) => {
      const [, key, value] = /^(\w+)=\s*(\S+)\s*$/.exec(line) ?? []
      if (key === 'frame') counted.frames = Number(value)
      else if (key === 'out_time_us' && Number(value) > 0) counted.outTimeMs = Number(value) / 1000
      else if (key === 'progress') onProgress?.(progressOf(counted, durationMs))
      else if (key === undefined && line.trim()) tail.push(line)
      if (tail.length > 20) tail.shift()
    })
    command.on('end', () => finish(() => resolve(counted)))
    command.on('error', (error: Error) =>
      finish(() => {
        const text = tail.join('\n') || error.message
        reject(new MediaError(stoppedFor ?? codeOf(text), step, text))
      }),
    )
    command.run()
  })
}

function progressOf(counted: Counted, durationMs: number | undefined): Progress {
  const totalMs = durationMs ?? counted.outTimeMs
  return { doneMs: Math.min(Math.round(counted.outTimeMs), totalMs), totalMs }
}

function codeOf(stderr: string): 'disk_full' | 'unreadable' | 'tool_missing' | 'tool_failed' {
  if (/No space left on device|File size limit/.test(stderr)) return 'disk_full'
  if (/ENOENT|not found/.test(stderr)) return 'tool_missing'
  if (/Invalid data|Error while decoding|moov atom not found|not on whitelist|no decoder/i.test(stderr)) {
    return 'unreadable'
  }
  return 'tool_failed'
}
