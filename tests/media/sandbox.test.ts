import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endOrphans } from '../../media/orphans.ts'
import { runTool } from '../../media/run-tool.ts'
import { type Isolation, isolation, planSandbox } from '../../media/sandbox.ts'
import { architectures, seccompProgram } from '../../media/seccomp.ts'
import { aVideo } from '../support/clips.ts'

let folder: string
let given: string
let other: string
let server: Server
let port: number
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-sandbox-'))
  given = join(folder, 'given')
  other = join(folder, 'other')
  await writeFile(given, 'for the tool')
  await writeFile(other, 'for nobody')
  server = createServer((socket) => socket.end('reached'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true, force: true })
})

/** Something hostile in the place of the tool: what code would meet that a file had smuggled into ffmpeg. */
async function inside(level: Isolation, program: readonly string[], writesTo?: string) {
  const plan = planSandbox('ffprobe', level, { reads: [given], writesTo })
  const [command = '', ...args] = [...plan.slice(0, -1), ...program]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { status, said }
}
const bash = (script: string) => ['/usr/bin/bash', '-c', script]
const perl = (script: string) => ['/usr/bin/perl', '-e', script]

const levels: Isolation[] = (await isolation()) === 'full' ? ['full', 'reduced'] : ['reduced']

describe.runIf(levels.includes('full'))('inside full isolation, hostile code', () => {
  it('reads what it was given, and no other file', async () => {
    expect(await inside('full', bash(`read -r line < ${given}; echo "$line"`))).toEqual({
      status: 0,
      said: 'for the tool\n',
    })
    for (const path of [other, '/etc/passwd', '/etc/hostname', '/root', '/work', '/home', '/var', '/sys'])
      expect([path, (await inside('full', bash(`exec < ${path}`))).said]).toEqual([
        path,
        expect.stringContaining('No such file'),
      ])
  })

  it('reaches no network, not even this machine’s own', async () => {
    const { said } = await inside(
      'full',
      bash(`exec 5<>/dev/tcp/127.0.0.1/${port} && read -r -u 5 x; echo $x`),
    )
    expect(said).toMatch(/refused|unreachable/)
    expect(said).not.toContain('reached')
  })

  it('starts no second process, so no bomb of them', async () => {
    const bomb = ':(){ :|:& };:'
    expect((await inside('full', bash(bomb))).said).toContain('fork: Operation not permitted')
    const tries =
      'my $made = 0; for (1 .. 50) { my $pid = fork; last unless defined $pid; exit if $pid == 0; $made++ } print $made'
    expect((await inside('full', perl(tries))).said).toBe('0')
  })

  it('sees no other process and signals none', async () => {
    const processes = 'opendir my $proc, "/proc"; print join " ", grep { /^\\d+$/ } readdir $proc'
    expect((await inside('full', perl(processes))).said.split(' ').length).toBeLessThanOrEqual(3)
    expect((await inside('full', perl(`print kill 0, ${process.pid}`))).said).toBe('0')
  })

  it('writes only into its folder, and without one nowhere', async () => {
    for (const path of ['/x', '/tmp/x', '/dev/shm/x', '/usr/x', given])
      expect([path, (await inside('full', bash(`echo 1 > ${path}`))).status]).toEqual([path, 1])
    const own = await mkdtemp(join(folder, 'own-'))
    await inside('full', bash('echo mine > here'), own)
    expect(await readdir(own)).toEqual(['here'])
    expect(readFileSync(given, 'utf8')).toBe('for the tool')
  })

  it('gets nothing of the environment', async () => {
    expect((await inside('full', perl('print join " ", sort keys %ENV'))).said).toBe('PATH PWD')
  })

  it('is refused the calls that lead out: namespaces, mounts, tracing, other processes’ memory', async () => {
    const numbers = process.arch === 'x64' ? [272, 165, 101, 310, 321] : [97, 40, 117, 270, 280]
    for (const number of numbers)
      expect([
        number,
        (await inside('full', perl(`syscall(${number}, 0, 0, 0, 0, 0); print $! + 0`))).said,
      ]).toEqual([number, '1'])
  })
})

describe.each(levels)('under %s isolation, hostile code', (level) => {
  it('cannot take more memory than it is given', async () => {
    const { status, said } = await inside(level, perl('my $x = "a" x (40 * 1024 ** 3); print length $x'))
    expect(said).toMatch(/Out of memory/i)
    expect(status).not.toBe(0)
  })

  it('cannot write a file where it has no folder, nor a larger one than any recording', async () => {
    const path = join(folder, `grown-${level}`)
    await inside(level, bash(`echo much > ${path}`))
    expect(
      await stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ).toBe(0)
    const own = await mkdtemp(join(folder, 'limit-'))
    const large =
      'open my $f, ">", "large"; seek $f, 201 * 1024 ** 3, 0; print $f "x"; close $f or print "refused"'
    await inside(level, perl(large), own)
    const { size } = await stat(join(own, 'large'))
    expect(size).toBe(0)
  })

  it('may gain no rights', async () => {
    expect(
      (await inside(level, perl('open my $s, "<", "/proc/self/status"; print grep { /NoNewPrivs/ } <$s>')))
        .said,
    ).toMatch(/NoNewPrivs:\s+1/)
  })
})

describe.each(levels)('a tool under %s isolation', (level) => {
  const endless = async (options: { longestMs: number; signal?: AbortSignal }) => {
    const input = await aVideo()
    return runTool('ffmpeg', {
      step: 'endless',
      args: ['-nostdin', '-v', 'quiet', '-stream_loop', '-1', '-re', '-i', input, '-f', 'null', '-'],
      reads: [input],
      isolation: level,
      onText: () => true,
      ...options,
    })
  }

  it('is stopped by the clock, with all that belongs to it', async () => {
    await expect(endless({ longestMs: 1500 })).rejects.toMatchObject({ code: 'too_slow' })
    await expect.poll(running, { timeout: 3000 }).toEqual([])
  })

  it('is stopped by whoever asked for it, with all that belongs to it', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 700)
    await expect(endless({ longestMs: 60_000, signal: stop.signal })).rejects.toMatchObject({
      code: 'aborted',
    })
    await expect.poll(running, { timeout: 3000 }).toEqual([])
  })

  it('is stopped when it prints without end', async () => {
    const input = await aVideo()
    const run = runTool('ffmpeg', {
      step: 'flood',
      args: ['-nostdin', '-v', 'quiet', '-stream_loop', '-1', '-i', input, '-f', 'framecrc', '-'],
      reads: [input],
      longestMs: 60_000,
      isolation: level,
      onText: () => false,
    })
    await expect(run).rejects.toMatchObject({ code: 'unreadable' })
    await expect.poll(running, { timeout: 3000 }).toEqual([])
  })
})

/** Command lines of this test’s endless runs that are still there. */
async function running(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return ''
    }
  })
  return lines.filter((line) => line.includes('-stream_loop -1'))
}

it('has on disk the very filter that the rules make, for each architecture', () => {
  for (const name of architectures) {
    const kept = readFileSync(join(import.meta.dirname, `../../media/bin/seccomp-${name}.bpf`))
    expect(new Uint8Array(kept)).toEqual(seccompProgram(name))
  }
})

it.runIf(levels.includes('full'))(
  'ends a sandbox whose outer half died while it was being made',
  async () => {
    // Asleep before anything is set up, as the inner half is when nobody prepares it: a pipe that never tells it to go on.
    const bwrap = [
      '/usr/bin/bwrap',
      '--unshare-all',
      '--die-with-parent',
      '--ro-bind',
      '/',
      '/',
      '--block-fd',
      '0',
      'true',
    ]
    const orphan = spawn('/bin/sh', ['-c', 'sleep 30 | "$@" & echo $!', 'sh', ...bwrap], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const pid = await new Promise<number>((resolve) =>
      orphan.stdout.once('data', (text: Buffer) => resolve(Number(text))),
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await endOrphans()).toBeGreaterThan(0)
    await expect
      .poll(
        () => {
          try {
            return process.kill(pid, 0)
          } catch {
            return false
          }
        },
        { timeout: 3000 },
      )
      .toBe(false)
  },
)
