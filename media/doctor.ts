import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { analyse } from './analyse.ts'
import { ffmpegBuild, versionOf, versionText } from './build.ts'
import { deliver, type PresetKey, stationPresets } from './deliver.ts'
import { makeLoudspeaker } from './loudspeaker.ts'
import { MediaError } from './media-error.ts'
import { runFfmpeg } from './run.ts'
import { isolationReport } from './sandbox.ts'

type Check = { name: string; ok: boolean; detail: string }

const encoders = ['libx264', 'mpeg2video', 'aac', 'libmp3lame', 'libopus', 'mjpeg', 'pcm_s24le']

/** Whether this machine's tools do what we ask of them: each graph is run for real on a two-second clip. */
export async function checkTools(): Promise<Check[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vang-doctor-'))
  try {
    const tools = [
      await check('ffmpeg', ffmpegBuild),
      await check('ffprobe', async () => versionOf(await versionText('ffprobe'))),
      await check('encoders', listEncoders),
    ]
    if (tools.some(({ ok }) => !ok)) return tools
    const { isolation, why, detail } = await isolationReport()
    const isolated = [isolation, why, detail].filter(Boolean).join(': ')
    const graphs = await checkGraphs(folder)
    return [...tools, { name: 'isolation', ok: isolation === 'full', detail: isolated }, ...graphs]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function check(name: string, run: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await run() }
  } catch (error) {
    if (!(error instanceof MediaError)) throw error
    return { name, ok: false, detail: `${error.code}: ${error.stderrTail || error.step}` }
  }
}

async function listEncoders(): Promise<string> {
  const { stdout } = await promisify(execFile)('/usr/bin/ffmpeg', ['-hide_banner', '-encoders'])
  const missing = encoders.filter((name) => !new RegExp(`^ [A-Z.]{6} ${name} `, 'm').test(stdout))
  if (missing.length > 0) throw new MediaError('tool_missing', 'encoders', missing.join(', '))
  return encoders.join(', ')
}

async function checkGraphs(folder: string): Promise<Check[]> {
  const input = join(folder, 'clip.mov')
  const made = await check('test clip', async () => {
    await makeClip(input, folder)
    return 'two seconds of 1080p25'
  })
  if (!made.ok) return [made]
  const presets = Object.keys(stationPresets) as PresetKey[]
  return [
    await check('analysis', async () => {
      const { findings } = await analyse({ input, outDir: await mkdtemp(join(folder, 'analysis-')) })
      return `${findings.length} findings`
    }),
    ...(await oneByOne(presets, (preset) =>
      check(`delivery ${preset}`, async () => {
        const outPath = join(folder, `delivery.${stationPresets[preset].extension}`)
        const { after } = await deliver({ input, preset, outPath })
        return `${after.integratedLufs} LUFS`
      }),
    )),
    ...(await oneByOne(['usb', 'light'] as const, (rendition) =>
      check(`loudspeaker ${rendition}`, async () => {
        const outPath = join(folder, `loudspeaker.${rendition}`)
        const { after } = await makeLoudspeaker({ input, kind: 'speech', rendition, outPath })
        return `${after.integratedLufs} LUFS`
      }),
    )),
  ]
}

async function oneByOne<T, R>(list: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of list) results.push(await run(item))
  return results
}

async function makeClip(path: string, folder: string): Promise<void> {
  const lavfi = { generated: true, options: ['-f', 'lavfi'] }
  await runFfmpeg(
    {
      inputs: [
        { path: 'testsrc2=size=1920x1080:rate=25:duration=2', ...lavfi },
        { path: 'sine=frequency=440:sample_rate=48000:duration=2', ...lavfi },
      ],
      outputs: [
        {
          path,
          options: [
            '-map',
            '0:v',
            '-map',
            '1:a',
            '-c:v',
            'libx264',
            '-preset',
            'ultrafast',
            '-c:a',
            'pcm_s16le',
          ],
        },
      ],
    },
    { step: 'make test clip', writesTo: folder, durationMs: 2000 },
  )
}
