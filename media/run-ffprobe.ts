import { MediaError } from './media-error.ts'
import { runTool } from './run-tool.ts'
import { inputGuards } from './sandbox.ts'

const longestMs = 60_000
const mostBytes = 32 * 1024 ** 2

/**
 * Runs ffprobe on a file in the sandbox and returns what it printed as JSON, with `error` inside when it refused.
 * @throws MediaError aborted, too_slow, tool_missing, codec_not_allowed or unreadable
 */
export async function runFfprobe(
  path: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<Record<string, unknown>> {
  let printed = ''
  const { complaints } = await runTool('ffprobe', {
    step: 'probe',
    args: ['-v', 'error', '-of', 'json', '-show_error', ...inputGuards, ...args, '-i', path],
    reads: [path],
    longestMs,
    signal,
    onText: (text) => {
      printed += text
      return printed.length <= mostBytes
    },
  })
  try {
    return JSON.parse(printed) as Record<string, unknown>
  } catch {
    // It breaks off in the middle of its answer over a codec that it may not open.
    const foreign = /Codec \(\w+\) not on whitelist/.test(complaints)
    throw new MediaError(foreign ? 'codec_not_allowed' : 'unreadable', 'probe', complaints)
  }
}
