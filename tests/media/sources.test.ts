import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyse } from '../../media/analyse.ts'
import type { MediaFacts } from '../../media/facts.ts'
import { firstLook } from '../../media/first-look.ts'
import { makeLoudspeaker } from '../../media/loudspeaker.ts'
import { probe } from '../../media/probe.ts'
import { aSourceFile, type Source, sources, sourcesTable } from '../support/sources.ts'
import { sha256 } from '../support/uploads.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-sources-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What was read, in the words of the table. */
function told({ picture, sound }: MediaFacts): Pick<Source, 'picture' | 'sound'> {
  return {
    ...(picture
      ? {
          picture: {
            codec: picture.codec,
            size: `${picture.width}x${picture.height}`,
            fps: Math.round((picture.fps.num / picture.fps.den) * 1000) / 1000,
            scan: picture.fieldOrder === 'unknown' ? 'progressive' : picture.fieldOrder,
            pixels: picture.pixelFormat ?? '',
            rotation: picture.rotation,
          },
        }
      : {}),
    ...(sound[0] ? { sound: { codec: sound[0].codec, tracks: sound.map(({ channels }) => channels) } } : {}),
  }
}

describe('reads, looks at, analyses and makes loudspeaker sound of', () => {
  it.each(sources)('$name', async (source) => {
    const input = await aSourceFile(folder, source)
    const before = sha256(await readFile(input))
    const facts = await probe(input)
    expect(told(facts)).toMatchObject({
      ...(source.picture ? { picture: source.picture } : {}),
      ...(source.sound ? { sound: source.sound } : {}),
    })
    expect(facts.picture === undefined).toBe(source.picture === undefined)
    expect(facts.sound.length).toBe(source.sound?.tracks.length ?? 0)
    expect(Math.abs(facts.durationMs - 2000)).toBeLessThan(200)

    const outDir = join(`${input}.out`)
    await mkdir(outDir)
    const look = await firstLook(input, { outDir })
    const whole = await analyse({ input, facts, outDir })
    const grave = [...look.findings, ...whole.findings].filter(({ severity }) => severity === 'error')
    expect(grave.filter(({ code }) => code !== 'no_sound')).toEqual([])
    const codes = [...look.findings, ...whole.findings].map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining([...(source.says ?? [])]))

    expect(Math.abs(whole.proxy.durationMs - 2000)).toBeLessThan(150)
    if (source.picture) {
      expect(whole.proxy.fps).toEqual({ num: 25, den: 1 })
      expect(Math.abs(whole.proxy.frames - 50)).toBeLessThanOrEqual(3)
      expect(look.posterPath && (await stat(look.posterPath)).size).toBeGreaterThan(500)
    }
    if (source.sound) {
      expect(whole.loudness?.integratedLufs).toBeGreaterThan(-45)
      const outPath = join(outDir, 'loudspeaker.mp3')
      const made = await makeLoudspeaker({ input, kind: 'bulletin', rendition: 'usb', outPath })
      expect(Math.abs((made.after.integratedLufs ?? 0) - -16)).toBeLessThan(0.5)
    }
    expect(sha256(await readFile(input)), 'the source is what it was').toBe(before)
  })
})

it('has in docs/sources.md the very table that is proven here', async () => {
  const page = await readFile(join(import.meta.dirname, '../../docs/sources.md'), 'utf8')
  expect(page).toContain(sourcesTable())
})
