import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { MediaError } from './media-error.ts'
import type { Tool } from './sandbox.ts'

let known: Promise<string> | undefined

/** A short name for this very ffmpeg, such as 5.1.9-0+deb12u1-4f2a91: part of a rendition's key. */
export function ffmpegBuild(): Promise<string> {
  known ??= versionText('ffmpeg').then((text) => {
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 6)
    return `${versionOf(text)}-${hash}`
  })
  return known
}

/** The version out of the first line a tool prints of itself, such as `7.1.5`; `unknown` where it names none. */
export function versionOf(text: string): string {
  return /^\w+ version (\S+)/.exec(text)?.[1] ?? 'unknown'
}

/** @throws MediaError tool_missing */
export async function versionText(tool: Tool): Promise<string> {
  try {
    return (await promisify(execFile)(`/usr/bin/${tool}`, ['-version'], { timeout: 20_000 })).stdout
  } catch {
    throw new MediaError('tool_missing', 'version', tool)
  }
}
