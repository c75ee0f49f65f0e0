import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

// A second opinion: the tools as anybody would call them, sharing no code with media/.

const run = promisify(execFile)

/** What ffmpeg's own meter prints at the end, to one decimal. Mono tracks of a pair are put side by side first. */
export async function meterReading(path: string, filter = 'ebur128=peak=true', fromSeconds = 0) {
  const { stderr } = await run('ffmpeg', [
    '-nostdin',
    '-hide_banner',
    '-nostats',
    ...['-ss', String(fromSeconds)],
    '-i',
    path,
    ...graph(filter),
  ])
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
  const figure = (pattern: RegExp) => Number(pattern.exec(summary)?.[1])
  return { lufs: figure(/I:\s+(-?[\d.]+) LUFS/), peakDbtp: figure(/Peak:\s+(-?[\d.]+) dBFS/) }
}

function graph(filter: string): string[] {
  return filter.includes('[')
    ? ['-filter_complex', filter, '-f', 'null', '-']
    : ['-map', '0:a', '-af', filter, '-f', 'null', '-']
}

export const pairMeter = '[0:a:0][0:a:1]join=inputs=2:channel_layout=stereo,ebur128=peak=true'

type Stream = Record<string, string | number> & { codec_type: string }

export async function streamsOf(
  path: string,
): Promise<{ format: Record<string, string>; streams: Stream[] }> {
  const what = ['-count_packets', '-show_format', '-show_streams']
  const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'json', ...what, path])
  return JSON.parse(stdout)
}

export async function mediainfo(path: string, section: string, field: string): Promise<string> {
  const { stdout } = await run('mediainfo', [`--Inform=${section};%${field}%`, path])
  return stdout.trim()
}

/** When each key frame of the picture is shown, seconds from its start. */
export async function keyframes(path: string): Promise<number[]> {
  const what = ['-select_streams', 'v:0', '-show_entries', 'packet=pts_time,flags']
  const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'csv=p=0', ...what, path])
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const keys = rows.filter(([, flags]) => flags?.startsWith('K')).map(([at]) => Number(at))
  return keys.map((at) => at - (keys[0] ?? 0))
}
