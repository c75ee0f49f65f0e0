import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

let asked: Promise<string> | undefined

/** The installed ffmpeg's version, part of every rendition's key: another build may make other bytes. */
export function ffmpegBuild(): Promise<string> {
  asked ??= ask()
  return asked
}

async function ask(): Promise<string> {
  const { stdout } = await promisify(execFile)('ffmpeg', ['-version'], { timeout: 20_000 })
  return /^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? 'unknown'
}
