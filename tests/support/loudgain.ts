import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Loudness and true peak of a file as loudgain (libebur128) reads them, to two decimals; it shares no code with
 * ffmpeg's meter. Decoded first, for it has no true peak of what it does not open; mono is put on both sides.
 */
export async function loudgainReading(path: string): Promise<{ lufs: number; peakDbtp: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'vang-loudgain-'))
  try {
    const wav = join(folder, 'decoded.wav')
    const decode = ['-nostdin', '-v', 'error', '-i', path, '-map', '0:a:0']
    const mono = (await channelsOf(path)) === 1 ? ['-af', 'pan=stereo|c0=c0|c1=c0'] : []
    await run('ffmpeg', [...decode, ...mono, '-c:a', 'pcm_s24le', wav])
    const { stdout } = await run('loudgain', ['-O', '-q', wav])
    const fields = stdout.split('\n')[1]?.split('\t') ?? []
    return { lufs: Number.parseFloat(fields[1] ?? ''), peakDbtp: Number.parseFloat(fields[4] ?? '') }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function channelsOf(path: string): Promise<number> {
  const what = ['-v', 'error', '-select_streams', 'a:0', '-show_entries', 'stream=channels', '-of', 'csv=p=0']
  return Number((await run('ffprobe', [...what, path])).stdout.trim())
}
