import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { encodingOf } from '../../media/loudspeaker-recipe.ts'

const run = promisify(execFile)

/** A sound as the loudspeaker recipe encodes it: speech at 64 kb/s, a song at 96. */
export async function aLoudspeakerClip(
  kind: 'speech' | 'song',
  { seconds, hz }: { seconds: number; hz: number },
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'vang-clip-'))
  try {
    const path = join(folder, 'clip.mp3')
    const tone = `sine=frequency=${hz}:duration=${seconds}:sample_rate=44100`
    await run('ffmpeg', [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      tone,
      ...encodingOf(kind, 'usb').options,
      '-y',
      path,
    ])
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}
