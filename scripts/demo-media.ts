// Makes the recordings of the demonstration: pictures and music by ffmpeg, speech by espeak-ng. Nothing here was ever performed.
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const ffmpeg = (...args: string[]) =>
  run('ffmpeg', ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...args])

export interface DemoAct {
  title: string
  seconds: number
  colours: [string, string]
  /** Steps of a pentatonic scale, one every half second. */
  melody: number[]
}

const PENTATONIC_HZ = [220, 246.94, 293.66, 329.63, 392, 440, 493.88, 587.33, 659.25]

/** A plucked line over and over: each note fades within its half second, above a low drone. */
function music(melody: number[]): string {
  const phrase = melody.length / 2
  const pitch = melody.reduceRight((rest, step, i) => {
    const hz = String(PENTATONIC_HZ[step] ?? PENTATONIC_HZ[0])
    return rest === '' ? hz : `if(lt(mod(t,${phrase}),${(i + 1) / 2}),${hz},${rest})`
  }, '')
  return `0.28*sin(2*PI*t*(${pitch}))*exp(-3*mod(t,0.5))+0.06*sin(2*PI*110*t)`
}

/** Speech as a 48 kHz stereo WAV. `voice` is one of espeak-ng's; `pitch` tells speakers apart. */
export async function speak(text: string, path: string, pitch = 45): Promise<void> {
  const raw = `${path}.raw.wav`
  await run('espeak-ng', ['-v', 'vi', '-s', '150', '-p', String(pitch), '-w', raw, text])
  await ffmpeg('-i', raw, '-af', 'apad=pad_dur=0.6,adelay=400:all=1', '-ar', '48000', '-ac', '2', path)
}

async function actClip(act: DemoAct, index: number, dir: string, font: string): Promise<string> {
  const title = join(dir, `act-${index}.txt`)
  const voice = join(dir, `act-${index}.wav`)
  const clip = join(dir, `act-${index}.mov`)
  await writeFile(title, act.title)
  await speak(`Tiết mục: ${act.title}`, voice, 40 + index * 5)
  const picture =
    `gradients=s=480x270:r=25:d=${act.seconds}:c0=${act.colours[0]}:c1=${act.colours[1]}:x0=0:y0=0:x1=480:y1=270:speed=0.02,scale=1920:1080:flags=bilinear,` +
    `noise=alls=6:allf=t,drawtext=fontfile=${font}:textfile=${title}:fontsize=72:fontcolor=white:x=(w-tw)/2+120*sin(t/3):y=(h-th)/2+30*cos(t/2),format=yuv420p`
  const sound = `[1:a]apad=whole_dur=${act.seconds}[v];[2:a]pan=stereo|c0=c0|c1=c0[m];[v][m]amix=inputs=2:duration=longest:normalize=0,atrim=0:${act.seconds}[a]`
  // biome-ignore format: options stay beside their values
  await ffmpeg(
    '-f', 'lavfi', '-i', picture,
    '-i', voice,
    '-f', 'lavfi', '-i', `aevalsrc='${music(act.melody)}':s=48000:d=${act.seconds}`,
    '-filter_complex', sound, '-map', '0:v', '-map', '[a]',
    '-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '8M', '-g', '25', '-c:a', 'pcm_s16le', clip,
  )
  return clip
}

/** One recorded programme of several acts as a camera would leave it: 1080p25 H.264 and AAC in MP4. */
export async function makeProgramme(acts: DemoAct[], dir: string, font: string): Promise<string> {
  const clips: string[] = []
  for (const [index, act] of acts.entries()) clips.push(await actClip(act, index, dir, font))
  const list = join(dir, 'acts.txt')
  const out = join(dir, 'chuong-trinh-nghe-thuat-71-nam.mp4')
  await writeFile(list, clips.map((clip) => `file '${clip}'`).join('\n'))
  await ffmpeg(
    '-f',
    'concat',
    '-safe',
    '0',
    '-i',
    list,
    '-c:v',
    'copy',
    '-c:a',
    'aac',
    '-b:a',
    '192k',
    '-movflags',
    '+faststart',
    out,
  )
  return out
}

/** A call-in song of its own, sound only. */
export async function makeSong(melody: number[], seconds: number, path: string): Promise<void> {
  await ffmpeg('-f', 'lavfi', '-i', `aevalsrc='${music(melody)}':s=48000:d=${seconds}`, '-ac', '2', path)
}
