import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { decoders, demuxers, maxPixels } from './allowed.ts'
import { architectures } from './seccomp.ts'

/** Full: own namespaces without network, only the named files in sight. Reduced: limits alone. */
export type Isolation = 'full' | 'reduced'

export type Tool = 'ffmpeg' | 'ffprobe'

type Confinement = {
  /** Files the tool may read; nothing beside them is in sight under full isolation. */
  reads: readonly string[]
  /** The one folder it may write to; also its working directory. Without one it can write no file at all. */
  writesTo?: string | undefined
  /** 10 for anything with picture in it. */
  niceness?: number
}

// Every thread of an encoder reserves its share, so the room grows with the machine.
const addressSpaceBytes = (4 + availableParallelism() / 4) * 1024 ** 3
const writtenFileBytes = 200 * 1024 ** 3
// Threads are what an encoder has many of. Without namespaces they count together with all else of this user.
const threads = { full: 1024, reduced: 8192 }
const systemFolders = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc/alternatives', '/etc/ld.so.cache']

/** Options that stand before every -i which opens somebody's file. */
export const inputGuards: readonly string[] = [
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  demuxers.join(','),
  '-codec_whitelist',
  decoders.join(','),
  '-max_pixels',
  String(maxPixels),
  '-max_alloc',
  String(512 * 1024 ** 2),
]

/** Longest a tool may run: 10 times the recording's duration and a minute; where nobody knows that, 11 minutes. */
export function wallClockMs(durationMs: number | undefined): number {
  return 10 * (durationMs || 60_000) + 60_000
}

/** The command line in front of the tool's own arguments; pure. The first word is an absolute path. */
export function planSandbox(tool: Tool, isolation: Isolation, confinement: Confinement): string[] {
  const writesTo = confinement.writesTo === undefined ? undefined : resolve(confinement.writesTo)
  const limits = [
    '/usr/bin/setsid',
    // Gone with the worker, even when that dies before bubblewrap has asked for the same.
    ...['/usr/bin/setpriv', '--pdeathsig', 'KILL'],
    ...['/usr/bin/nice', '-n', String(confinement.niceness ?? 0)],
    '/usr/bin/prlimit',
    `--as=${Math.round(addressSpaceBytes)}`,
    `--fsize=${writesTo === undefined ? 0 : writtenFileBytes}`,
    '--core=0',
  ]
  if (isolation === 'reduced') {
    const inFolder = writesTo ? ['/usr/bin/env', `--chdir=${writesTo}`] : []
    const unprivileged = ['/usr/bin/setpriv', '--no-new-privs', '--pdeathsig', 'KILL']
    return [...limits, `--nproc=${threads.reduced}`, ...inFolder, ...unprivileged, `/usr/bin/${tool}`]
  }
  const filter = seccompFile()
  return [
    ...(filter ? ['/bin/sh', '-c', 'exec "$@" 9<"$0"', filter] : []),
    ...limits,
    '/usr/bin/bwrap',
    '--unshare-all',
    '--die-with-parent',
    '--clearenv',
    ...['--setenv', 'PATH', '/usr/bin'],
    ...['--cap-drop', 'ALL'],
    ...systemFolders.flatMap((folder) => ['--ro-bind-try', folder, folder]),
    ...['--proc', '/proc', '--dev', '/dev', '--dir', '/tmp'],
    ...(writesTo ? ['--bind', writesTo, writesTo, '--chdir', writesTo] : ['--chdir', '/tmp']),
    ...confinement.reads.map((file) => resolve(file)).flatMap((file) => ['--ro-bind', file, file]),
    // Both lie in memory, of which a tool shall not be able to fill the machine's.
    ...['--remount-ro', '/dev', '--remount-ro', '/'],
    ...(filter ? ['--seccomp', '9'] : []),
    '--',
    ...['/usr/bin/prlimit', `--nproc=${threads.full}`],
    `/usr/bin/${tool}`,
  ]
}

/** The filter of system calls for this machine, as `seccompProgram` makes it; none for other architectures. */
function seccompFile(): string | undefined {
  const known = architectures.find((name) => name === process.arch)
  return known && join(import.meta.dirname, 'bin', `seccomp-${known}.bpf`)
}

/** What stands between a hostile file and this machine, and why it is not more. */
export type IsolationReport =
  | { isolation: 'full'; why: null; detail: '' }
  | { isolation: 'reduced'; why: 'missing' | 'refused' | 'chosen'; detail: string }

let tried: Promise<IsolationReport> | undefined

/** Whether bubblewrap works here. Really tried, once: kernels and containers refuse namespaces in many ways. */
export function isolationReport(): Promise<IsolationReport> {
  tried ??= tryIsolation()
  return tried
}

export async function isolation(): Promise<Isolation> {
  return (await isolationReport()).isolation
}

/** Limits alone from now on, in this process, whatever the machine could do: for finding out whose fault a fault is. */
export function chooseReducedIsolation(): void {
  tried = Promise.resolve({ isolation: 'reduced', why: 'chosen', detail: '' })
}

async function tryIsolation(): Promise<IsolationReport> {
  if (!existsSync('/usr/bin/bwrap')) return { isolation: 'reduced', why: 'missing', detail: '' }
  const [command = '', ...args] = planSandbox('ffmpeg', 'full', {
    reads: [import.meta.filename],
    writesTo: tmpdir(),
  })
  try {
    await promisify(execFile)(command, [...args, '-version'], { timeout: 20_000 })
    return { isolation: 'full', why: null, detail: '' }
  } catch (error) {
    // bubblewrap says in one line which namespace it was refused.
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    return { isolation: 'reduced', why: 'refused', detail: said.split('\n')[0] ?? '' }
  }
}
