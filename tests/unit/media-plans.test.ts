import { describe, expect, it } from 'vitest'
import { readFacts } from '../../media/probe-facts.ts'
import { inputGuards, planSandbox, wallClockMs } from '../../media/sandbox.ts'

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
    expect(words).toMatch(
      /setpriv --pdeathsig KILL .*prlimit --as=\d+ --fsize=0 .*setpriv --no-new-privs --pdeathsig KILL .*ffmpeg$/,
    )
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
    // Nobody knows how long a bare stream is.
    expect(wallClockMs(0)).toBe(660_000)
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
