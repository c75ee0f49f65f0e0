import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyse } from '../../media/analyse.ts'
import { type Change, compareSignatures } from '../../media/compare.ts'
import { makeSignature, type Signature, unpackSignature } from '../../media/compare-signature.ts'
import { probe } from '../../media/probe.ts'
import { aProgramme, type EditOf, edited } from '../support/edited-clips.ts'

let folder: string
let first: Signature
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vang-compare-'))
  first = await signatureOf(await aProgramme('nothing'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** By way of the proxy, as the library does it. */
async function signatureOf(input: string): Promise<Signature> {
  const outDir = await mkdtemp(join(folder, 'analysis-'))
  const facts = await probe(input)
  const { proxy } = await analyse({ input, outDir, facts })
  const workDir = await mkdtemp(join(folder, 'signature-'))
  const out = join(workDir, 'signature')
  const tracks = { picture: facts.picture !== undefined, sound: facts.sound.length > 0 }
  await makeSignature({
    proxy: join(outDir, proxy.file),
    durationMs: proxy.durationMs,
    workDir,
    out,
    ...tracks,
  })
  expect(await readdir(workDir)).toEqual(['signature'])
  return await unpackSignature(await readFile(out))
}

const changed = async (edit: EditOf) => compareSignatures(first, await signatureOf(await aProgramme(edit)))

/** One change of this kind, with its bounds within so many ms. */
function expectOne(
  changes: Change[],
  kind: Change['kind'],
  [from, to]: readonly [number, number],
  withinMs: number,
) {
  expect(changes.map((change) => change.kind)).toEqual([kind])
  const [change] = changes
  expect(Math.abs((change?.fromMs ?? 0) - from * 1000)).toBeLessThanOrEqual(withinMs)
  expect(Math.abs((change?.toMs ?? 0) - to * 1000)).toBeLessThanOrEqual(withinMs)
}

describe('a second version, by its proxy', () => {
  it('differs nowhere when it is only smaller, at 30 pictures a second and coded anew', async () => {
    expect(await changed('smaller and slower')).toMatchObject({ changes: [], gainDb: 0 })
  })

  it('is told as louder, and as nothing else', async () => {
    const { changes, gainDb } = await changed('louder')
    expect(changes).toEqual([])
    expect(Math.abs(gainDb - 6)).toBeLessThanOrEqual(0.3)
  })

  it('shows a title that was replaced for 2 s, to two frames', async () => {
    const { changes, totalMs } = await changed('another title')
    expectOne(changes, 'picture', edited.title, 80)
    expect(Math.abs(totalMs - 2000)).toBeLessThanOrEqual(160)
  })

  it('shows a sentence that was spoken anew', async () => {
    const { changes } = await changed('another sentence')
    expectOne(changes, 'sound', edited.sentence, 500)
  })

  it('shows 3 s that were put in, and nothing of what only moved', async () => {
    const { changes, totalMs } = await changed('3 s put in')
    expectOne(changes, 'inserted', [edited.put, edited.put + 3], 120)
    expect(Math.abs(totalMs - 3000)).toBeLessThanOrEqual(80)
  })

  it('shows that the head is gone, and nothing of what moved forward', async () => {
    const { changes, totalMs } = await changed('head taken off')
    expect(changes).toMatchObject([{ kind: 'removed', fromMs: 0, toMs: 0, beforeFromMs: 0 }])
    expect(Math.abs(totalMs - edited.head * 1000)).toBeLessThanOrEqual(80)
  })

  it('shows a sign in the corner that was blurred', async () => {
    const { changes } = await changed('blurred sign')
    expectOne(changes, 'picture', edited.sign, 160)
  })

  it('shows where the picture is black now', async () => {
    const { changes } = await changed('black')
    expectOne(changes, 'picture', edited.black, 80)
  })
})

describe('making a signature', () => {
  const options = (proxy: string) => ({
    proxy,
    picture: true,
    sound: true,
    durationMs: 4000,
    workDir: folder,
    out: join(folder, 'none'),
  })

  it('refuses what is no recording, and leaves when it is told to', async () => {
    const text = join(folder, 'text.mp4')
    await writeFile(text, 'not a recording')
    await expect(makeSignature(options(text))).rejects.toMatchObject({ name: 'MediaError' })
    const real = join(folder, 'real.mov')
    await copyFile(await aProgramme('nothing'), real)
    const signal = AbortSignal.timeout(30)
    await expect(makeSignature({ ...options(real), signal })).rejects.toMatchObject({ code: 'aborted' })
    await expect(makeSignature({ ...options(real), picture: false, sound: false })).rejects.toMatchObject({
      code: 'no_streams',
    })
  })
})
