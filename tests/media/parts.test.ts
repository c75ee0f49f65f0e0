import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { joinParts } from '../../media/join-parts.ts'
import { readPacketFacts } from '../../media/packets.ts'
import { readPartFacts } from '../../media/part-facts.ts'
import { aHouseLikeVideo, decodedHashes, ffmpeg, inParts } from '../support/recordings.ts'

const whole = { mp4: '', mov: '', ts: '' }
let folder: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  const made = await mkdtemp(join(tmpdir(), 'vang-wholes-'))
  const clip = { seconds: 8, size: '640x360' }
  for (const extension of ['mp4', 'mov', 'ts'] as const) whole[extension] = join(made, `whole.${extension}`)
  // As cameras write them: with B-frames in MP4, with PCM in MOV, with AC-3 in transport streams.
  await aHouseLikeVideo(whole.mp4, { ...clip, options: ['-bf', '2'] })
  await aHouseLikeVideo(whole.mov, { ...clip, sound: ['-c:a', 'pcm_s16le'] })
  await aHouseLikeVideo(whole.ts, { ...clip, sound: ['-c:a', 'ac3', '-b:a', '192k'] })
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-join-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it.each([
  ['MP4 with AAC', 'mp4', 'mp4', (n: number) => `C000${n + 1}`],
  ['MOV with PCM', 'mov', 'mov', (n: number) => `MOV_000${n + 1}`],
  ['MTS with AC-3', 'ts', 'MTS', (n: number) => `0000${n}`],
] as const)(
  'joins the parts of one recording in %s as if it had never been cut',
  async (_name, kind, extension, name) => {
    const paths = await inParts(whole[kind], { extension, seconds: 3, name })
    expect(paths.length).toBe(3)
    const before = await Promise.all(paths.map(sha256))
    const record = await joinParts({ paths, outPath: at('joined') })

    const counts = []
    for (const path of paths) counts.push((await readPacketFacts(path, { stream: 'v:0' })).frames)
    expect(record.parts.map(({ frames }) => frames)).toEqual(counts)
    expect(record.frames).toBe(200)
    expect(counts.reduce((sum, frames) => sum + frames, 0)).toBe(200)
    expect(record.durationMs).toBeCloseTo(8000, 3)
    const packets = await readPacketFacts(at('joined'), { stream: 'v:0' })
    expect(packets.reordered ? 0 : packets.irregular).toBe(0)
    // Every picture and every sample as in the file that was never cut.
    expect(await decodedHashes(at('joined'), 'v')).toEqual(await decodedHashes(whole[kind], 'v'))
    if (kind === 'mov') expect(await samplesOf(at('joined'))).toBe(await samplesOf(whole.mov))
    else {
      // The encoder's run-up at the very beginning is heard or not as the container likes.
      const [heard, wanted] = [await decodedHashes(at('joined'), 'a'), await decodedHashes(whole[kind], 'a')]
      expect(heard.slice(-wanted.length + 2)).toEqual(wanted.slice(2))
      expect(heard.length - wanted.length).toBeLessThanOrEqual(1)
    }
    expect(await Promise.all(paths.map(sha256))).toEqual(before)
    expect(await readdir(folder)).toEqual(['joined'])
  },
)

it('tells how long nothing was recorded where a part in the middle is missing', async () => {
  const paths = await inParts(whole.ts, { extension: 'MTS', seconds: 2, name: (n) => `0000${n}` })
  const [first = '', second = '', , last = ''] = paths
  const record = await joinParts({ paths: [first, second, last], outPath: at('joined') })
  expect(record.parts.map(({ gapMs }) => gapMs)).toEqual([0, 0, 2000])
  expect(record.frames).toBe(150)
})

it('reads the gap from timecodes where files begin at nothing', async () => {
  const parts: string[] = []
  for (const [n, timecode] of ['10:00:00:00', '10:00:02:00', '10:00:07:12'].entries()) {
    parts.push(at(`C000${n + 1}.MOV`))
    await ffmpeg([
      ...[
        '-t',
        '2',
        '-i',
        whole.mov,
        '-c',
        'copy',
        '-timecode',
        timecode,
        '-f',
        'mov',
        at(`C000${n + 1}.MOV`),
      ],
    ])
  }
  const record = await joinParts({ paths: parts, outPath: at('joined') })
  expect(record.parts.map(({ gapMs }) => gapMs)).toEqual([0, 0, 3480])
})

it('refuses parts of different making, names the part and what differs, and leaves nothing behind', async () => {
  const other = at('other.mp4')
  await aHouseLikeVideo(other, { seconds: 1, size: '320x180', options: ['-bf', '2'] })
  const attempt = joinParts({ paths: [whole.mp4, whole.mp4, other], outPath: at('joined') })
  await expect(attempt).rejects.toMatchObject({ code: 'parts_differ', part: 2 })
  const properties = await attempt.catch((error) =>
    error.differences.map(({ property }: { property: string }) => property),
  )
  expect(properties).toEqual(expect.arrayContaining(['picture.size']))
  await expect(joinParts({ paths: [whole.mp4, whole.ts], outPath: at('joined') })).rejects.toMatchObject({
    part: 1,
  })
  expect(await readdir(folder)).toEqual(['other.mp4'])
})

it('never opens what a part names, should it be a list itself', async () => {
  const list = at('list.mp4')
  await writeFile(list, `ffconcat version 1.0\nfile ${whole.mp4}\n`)
  await expect(readPartFacts(list)).rejects.toMatchObject({ code: 'unreadable' })
  await expect(joinParts({ paths: [whole.mp4, list], outPath: at('joined') })).rejects.toMatchObject({
    code: 'unreadable',
  })
})

async function sha256(path: string) {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

/** One hash of all decoded samples: where packets begin does not matter. */
async function samplesOf(path: string) {
  const { stdout } = await ffmpeg(['-i', path, '-map', '0:a:0', '-c:a', 'pcm_s16le', '-f', 'md5', '-'])
  return stdout
}
