import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { decoders, demuxers, maxPixels } from './allowed.ts'

/** Full: own namespaces without network, only the named files in sight. Reduced: limits alone. */
export type Isolation = 'full' | 'reduced'

export type Tool = 'ffmpeg' | 'ffprobe'

type Confinement = {
  /** Files the tool may read; nothing beside them is in sight under full isolation. */
  reads: readonly string[]
  /** The one folder it may write to; also its working directory. */
  writesTo?: string | undefined
  /** 10 for anything with picture in it. */
  niceness?: number
}

// Every thread of an encoder reserves its share, so the room grows with the machine.
const addressSpaceBytes = (4 + availableParallelism() / 4) * 1024 ** 3
const writtenFileBytes = 200 * 1024 ** 3
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

/** Longest a tool may run: 10 times the recording's duration and a minute. */
export function wallClockMs(durationMs: number | undefined): number {
  return 10 * (durationMs ?? 60_000) + 60_000
}

/** The command line in front of the tool's own arguments; pure. The first word is an absolute path. */
export function planSandbox(tool: Tool, isolation: Isolation, confinement: Confinement): string[] {
  const limits = [
    '/usr/bin/setsid',
    '/usr/bin/nice',
    '-n',
    String(confinement.niceness ?? 0),
    '/usr/bin/prlimit',
    `--as=${Math.round(addressSpaceBytes)}`,
    `--fsize=${writtenFileBytes}`,
    '--core=0',
  ]
  const writesTo = confinement.writesTo === undefined ? undefined : resolve(confinement.writesTo)
  if (isolation === 'reduced') {
    const inFolder = writesTo ? ['/usr/bin/env', `--chdir=${writesTo}`] : []
    return [...limits, ...inFolder, '/usr/bin/setpriv', '--pdeathsig', 'KILL', `/usr/bin/${tool}`]
  }
  return [
    ...limits,
    '/usr/bin/bwrap',
    '--unshare-all',
    '--die-with-parent',
    '--clearenv',
    ...['--setenv', 'PATH', '/usr/bin'],
    ...systemFolders.flatMap((folder) => ['--ro-bind-try', folder, folder]),
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
    ...(writesTo ? ['--bind', writesTo, writesTo, '--chdir', writesTo] : ['--chdir', '/tmp']),
    ...confinement.reads.map((file) => resolve(file)).flatMap((file) => ['--ro-bind', file, file]),
    '--',
    `/usr/bin/${tool}`,
  ]
}

let tried: Promise<Isolation> | undefined

/** Whether bubblewrap works here. Really tried, once: kernels and containers refuse namespaces in many ways. */
export function isolation(): Promise<Isolation> {
  tried ??= tryIsolation()
  return tried
}

async function tryIsolation(): Promise<Isolation> {
  if (!existsSync('/usr/bin/bwrap')) return 'reduced'
  const [command = '', ...args] = planSandbox('ffmpeg', 'full', {
    reads: [import.meta.filename],
    writesTo: tmpdir(),
  })
  try {
    await promisify(execFile)(command, [...args, '-version'], { timeout: 20_000 })
    return 'full'
  } catch {
    return 'reduced'
  }
}
