import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Deinterlace, deliver, type PresetKey } from '../../media/deliver.ts'
import { aVideo } from '../support/clips.ts'
import { mediainfo } from './independent.ts'

const run = promisify(execFile)
const hd = { seconds: 2, width: 1920, height: 1080 }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-fields-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** How many frames move between their fields, and in which order: judged from the picture, whatever the file says of itself. */
async function fieldsIn(path: string) {
  const { stderr } = await run('ffmpeg', ['-nostdin', '-i', path, '-an', '-vf', 'idet', '-f', 'null', '-'])
  const [, top, bottom, progressive] =
    /Multi frame detection: TFF:\s*(\d+) BFF:\s*(\d+) Progressive:\s*(\d+)/.exec(stderr) ?? []
  return { top: Number(top), bottom: Number(bottom), progressive: Number(progressive) }
}

async function delivered(input: string, preset: PresetKey, deinterlace: Deinterlace = 'auto') {
  const outPath = join(folder, 'x')
  const { frames } = await deliver({ input, preset, deinterlace, outPath })
  expect(frames).toBe(50)
  return outPath
}

/** The same moving picture with its lower field first; an MP4 says so itself, a MOV of MPEG-2 only in its frames. */
async function bottomFirst(container: 'mp4' | 'mov'): Promise<string> {
  const path = join(folder, `bottom.${container}`)
  const picture =
    'testsrc2=size=1920x1080:rate=50:duration=2,gblur=sigma=1.5,tinterlace=interleave_bottom,setfield=bff'
  const sound = ['-f', 'lavfi', '-i', 'sine=f=440:r=48000:d=2']
  const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-x264-params', 'bff=1']
  const mpeg2 = ['-c:v', 'mpeg2video', '-q:v', '3', '-c:a', 'pcm_s16le']
  const codec = [...(container === 'mp4' ? x264 : mpeg2), '-flags', '+ildct+ilme']
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', picture, ...sound, ...codec, path])
  return path
}

describe('fields of a delivery', () => {
  it.each(['mp4', 'mov'] as const)(
    'come in the right order from an %s that has the lower one first',
    async (container) => {
      const input = await bottomFirst(container)
      expect((await fieldsIn(input)).bottom).toBeGreaterThan(30)
      const path = await delivered(input, 'xdcam-hd422-mxf')
      const { top, bottom } = await fieldsIn(path)
      expect(top).toBeGreaterThan(30)
      expect(bottom).toBe(0)
      expect(await mediainfo(path, 'Video', 'ScanOrder')).toBe('TFF')
    },
    60_000,
  )

  it('are two moments each from 50 pictures a second, in both kinds of coding', async () => {
    const input = await aVideo({ ...hd, fps: 50 })
    for (const preset of ['xdcam-hd422-mxf', 'h264-mp4-1080i25'] as const) {
      const { top, bottom } = await fieldsIn(await delivered(input, preset))
      expect(top).toBeGreaterThan(30)
      expect(bottom).toBe(0)
    }
  }, 180_000)

  it('are one moment from 25 pictures a second, under the flag of the upper field', async () => {
    const path = await delivered(await aVideo(hd), 'xdcam-hd422-mxf')
    const { top, bottom, progressive } = await fieldsIn(path)
    expect(progressive).toBeGreaterThan(30)
    expect(top + bottom).toBe(0)
    expect(await mediainfo(path, 'Video', 'ScanType')).toBe('Interlaced')
    expect(await mediainfo(path, 'Video', 'ScanOrder')).toBe('TFF')
  }, 180_000)

  it('are combed out where the owner says so, and left where not, of a recording that hides them', async () => {
    const input = await aVideo({ ...hd, interlaced: 'undeclared' })
    const always = await fieldsIn(await delivered(input, 'h264-mp4-1080p25', 'always'))
    expect(always.progressive).toBeGreaterThan(30)
    expect(always.top).toBe(0)
    const never = await fieldsIn(await delivered(input, 'h264-mp4-1080p25', 'never'))
    expect(never.top).toBeGreaterThan(30)
  }, 180_000)
})
