import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * What one would write without thinking of the decoder: a plain command for each product of the analysis, with the
 * same figures. Each line is the argument list of one ffmpeg.
 */
function separateCommands(input: string, outDir: string, { seconds }: { seconds: number }): string[][] {
  const out = (name: string) => join(outDir, name)
  const start = ['-nostdin', '-v', 'error', '-y', '-i', input]
  const nowhere = ['-f', 'null', '-']
  const tiles = Math.max(1, Math.ceil(seconds))
  const sheet = `tile=${Math.min(10, tiles)}x${Math.ceil(tiles / 10)}`
  const x264 = [
    '-c:v',
    'libx264',
    '-preset',
    'superfast',
    '-crf',
    '27',
    '-profile:v',
    'main',
    '-bf',
    '0',
    '-g',
    '50',
  ]
  return [
    // proxy
    [
      ...start,
      '-vf',
      'fps=25,scale=640:360,format=yuv420p',
      ...x264,
      '-c:a',
      'aac',
      '-b:a',
      '96k',
      '-ac',
      '2',
      out('proxy.mp4'),
    ],
    // poster: the most typical of the thumbnails
    [
      ...start,
      '-an',
      '-vf',
      `fps=1,scale=640:360,thumbnail=n=${Math.min(60, tiles)}`,
      '-frames:v',
      '1',
      '-update',
      '1',
      out('poster.jpg'),
    ],
    // thumbnails
    [
      ...start,
      '-an',
      '-vf',
      `fps=1,scale=160:90,${sheet}`,
      '-frames:v',
      '1',
      '-update',
      '1',
      out('sprite.jpg'),
    ],
    // waveform
    [...start, '-vn', '-ac', '1', '-ar', '8000', '-c:a', 'pcm_s8', '-f', 's8', out('wave.s8')],
    // loudness
    [...start, '-vn', '-af', 'ebur128=peak=true:framelog=verbose', ...nowhere],
    // findings of the picture
    [...start, '-an', '-vf', 'blackdetect=d=1', ...nowhere],
    [...start, '-an', '-vf', 'freezedetect=d=3', ...nowhere],
    [...start, '-an', '-vf', 'idet', ...nowhere],
    // findings of the sound
    [...start, '-vn', '-af', 'silencedetect=n=-50dB:d=3', ...nowhere],
    [...start, '-vn', '-af', 'astats', ...nowhere],
    // truncation: everything decoded
    [...start, ...nowhere],
  ]
}

/** Runs them one after another, as the analysis is one job too. */
export async function analyseSeparately(
  input: string,
  outDir: string,
  facts: { seconds: number },
): Promise<void> {
  for (const args of separateCommands(input, outDir, facts)) await promisify(execFile)('ffmpeg', args)
}
