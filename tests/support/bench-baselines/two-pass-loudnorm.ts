import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const quiet = ['-nostdin', '-hide_banner', '-nostats', '-y']
const target = 'loudnorm=I=-23:TP=-1'

/**
 * Loudness the way a competent engineer does it with ffmpeg alone: one run of loudnorm to measure, a second with the
 * measured figures and linear=true; range left as it was; back to 48 kHz, 24 bit.
 */
export async function twoPassLoudnorm(input: string, outPath: string): Promise<void> {
  const stereo = 'pan=stereo|c0=c0|c1=c0,'
  const chain = `aresample=48000,${(await isMono(input)) ? stereo : 'aformat=channel_layouts=stereo,'}`
  const { stderr } = await run('ffmpeg', [
    ...[...quiet, '-i', input, '-vn'],
    ...['-af', `${chain}${target}:print_format=json`, '-f', 'null', '-'],
  ])
  const seen = JSON.parse(stderr.slice(stderr.lastIndexOf('{'), stderr.lastIndexOf('}') + 1))
  // A range narrower than the sound's own would make loudnorm compress.
  const range = Math.min(50, Math.max(1, Math.ceil(Number(seen.input_lra))))
  const measured =
    `measured_I=${seen.input_i}:measured_TP=${seen.input_tp}:measured_LRA=${seen.input_lra}` +
    `:measured_thresh=${seen.input_thresh}:offset=${seen.target_offset}:linear=true:LRA=${range}`
  await run('ffmpeg', [
    ...[...quiet, '-v', 'error', '-i', input, '-vn', '-af', `${chain}${target}:${measured}`],
    ...['-ar', '48000', '-c:a', 'pcm_s24le', outPath],
  ])
}

async function isMono(path: string): Promise<boolean> {
  const what = ['-v', 'error', '-select_streams', 'a:0', '-show_entries', 'stream=channels', '-of', 'csv=p=0']
  return (await run('ffprobe', [...what, path])).stdout.trim() === '1'
}
