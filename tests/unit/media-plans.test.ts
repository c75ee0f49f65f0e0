import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge, type Measured } from '../../media/analyse-findings.ts'
import { planAnalysis, planSprite } from '../../media/analyse-plan.ts'
import { analyseRecipe } from '../../media/analyse-recipe.ts'
import { readFacts } from '../../media/probe-facts.ts'
import { inputGuards, planSandbox, wallClockMs } from '../../media/sandbox.ts'
import { aPicture, someFacts } from '../support/facts.ts'

const { picture: _none, ...withoutPicture } = someFacts()

describe('the analysis', () => {
  it('decodes each track once, however many products hang on it', () => {
    const { graph = '' } = planAnalysis('/in.mp4', someFacts()).command
    expect(graph.match(/\[0:0\]/g)).toHaveLength(1)
    expect(graph.match(/\[0:1\]/g)).toHaveLength(1)
    expect(planAnalysis('/in.mp4', someFacts()).command.inputs).toHaveLength(1)
  })

  it('names no user text in the graph', () => {
    const { command } = planAnalysis("/up/'; rm -rf.mp4", someFacts())
    expect(command.graph).not.toContain('rm -rf')
  })

  it('makes no picture products of sound alone', () => {
    const { command, sprite } = planAnalysis('/in.wav', withoutPicture)
    expect(sprite).toBeUndefined()
    expect(command.outputs.map(({ path }) => path)).not.toContain('poster.jpg')
  })

  it('keeps the thumbnails of any length within two hundred tiles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 * 3_600_000 }), (durationMs) => {
        const { columns, rows, everyMs } = planSprite(aPicture(), durationMs, analyseRecipe)
        expect((columns * rows - columns) * everyMs).toBeLessThanOrEqual(Math.max(durationMs, everyMs))
        expect(columns * rows * everyMs).toBeGreaterThanOrEqual(durationMs)
        expect(columns * rows).toBeLessThanOrEqual(200)
      }),
    )
  })

  const measured = (over: Partial<Measured>): Measured => ({
    facts: someFacts(),
    declaredMs: 60_000,
    decoded: { pictureMs: 60_000, soundMs: 60_000 },
    pictureEvents: [],
    soundEvents: [],
    clippedWindows: [],
    ...over,
  })

  it.each([
    [59_600, []],
    [59_400, [{ code: 'truncated', severity: 'error', startMs: 59_400, value: 600 }]],
  ])('compares %d ms decoded with a minute declared', (pictureMs, wanted) => {
    expect(judge(measured({ decoded: { pictureMs, soundMs: 60_000 } }))).toEqual(wanted)
  })

  it('allows a thousandth in a long recording', () => {
    const facts = someFacts({
      durationMs: 5_400_000,
      picture: aPicture({ durationMs: 5_400_000 }),
      sound: [],
    })
    const decoded = { pictureMs: 5_396_000 }
    expect(judge(measured({ facts, declaredMs: 5_400_000, decoded })).map(({ code }) => code)).toEqual([
      'no_sound',
    ])
  })

  it('does not believe a duration that ffprobe only estimated', () => {
    const facts = { ...withoutPicture, container: 'mp3' }
    expect(judge(measured({ facts, decoded: { soundMs: 30_000 } })).map(({ code }) => code)).toEqual([
      'no_picture',
    ])
  })

  it('does not report black as frozen too', () => {
    const at = (timeMs: number, key: string, seconds: number) => ({
      timeMs,
      values: new Map([[key, seconds]]),
    })
    const pictureEvents = [
      at(2000, 'black_start', 2),
      at(5000, 'freezedetect.freeze_start', 2),
      at(7000, 'black_end', 7),
      at(7000, 'freezedetect.freeze_end', 7),
    ]
    expect(judge(measured({ pictureEvents })).map(({ code }) => code)).toEqual(['black'])
  })
})

describe('the sandbox', () => {
  it('shows the tool its files, one folder to write to, and no network', () => {
    const words = planSandbox('ffmpeg', 'full', {
      reads: ['/data/in.mp4'],
      writesTo: '/work/out',
      niceness: 10,
    }).join(' ')
    expect(words).toContain('--ro-bind /data/in.mp4 /data/in.mp4')
    expect(words).toContain('--bind /work/out /work/out')
    expect(words).toContain('--unshare-all')
    expect(words).not.toContain('--share-net')
    expect(words).toContain('nice -n 10')
  })

  it('keeps the limits and the tie to its parent without namespaces', () => {
    const words = planSandbox('ffmpeg', 'reduced', { reads: ['/data/in.mp4'] }).join(' ')
    expect(words).toMatch(/prlimit --as=\d+ --fsize=\d+.*setpriv --pdeathsig KILL/)
  })

  it('opens no format that names other files', () => {
    const formats = inputGuards[inputGuards.indexOf('-format_whitelist') + 1]?.split(',') ?? []
    expect(formats.length).toBeGreaterThan(10)
    expect(formats).not.toEqual(expect.arrayContaining(['concat']))
    for (const dangerous of ['concat', 'hls', 'dash', 'sdp', 'rtsp', 'imf', 'image2', 'lavfi', 'tty']) {
      expect(formats).not.toContain(dangerous)
    }
  })

  it('waits ten times the duration and a minute', () => {
    expect(wallClockMs(30_000)).toBe(360_000)
  })
})

describe('facts', () => {
  it('does not take the cover of a song for a picture', () => {
    const cover = { index: 0, codec_type: 'video', codec_name: 'mjpeg', disposition: { attached_pic: 1 } }
    const song = { index: 1, codec_type: 'audio', codec_name: 'mp3', channels: 2, sample_rate: '44100' }
    const facts = readFacts({ streams: [cover, song], format: { format_name: 'mp3', duration: '3.5' } }, 1)
    expect(facts.picture).toBeUndefined()
    expect(facts).toMatchObject({ durationMs: 3500, sound: [{ index: 1, sampleRateHz: 44_100 }] })
  })

  it.each([
    [-90, 90],
    [90, 270],
    [180, 180],
    [0, 0],
  ])('turns ffprobe’s %d into %d clockwise', (rotation, wanted) => {
    const stream = { index: 0, codec_type: 'video', width: 4, height: 2, side_data_list: [{ rotation }] }
    expect(readFacts({ streams: [stream] }, 1).picture?.rotation).toBe(wanted)
  })
})
