import type { Leader, StationPreset } from './presets.ts'
import { framesIn } from './timecode.ts'

type Parts = { bars: number; countdown: number; black: number }

function partsOf({ leader, picture }: StationPreset): Parts {
  const frames = (ms: number) => framesIn(ms, picture.fps)
  return { bars: frames(leader.barsMs), countdown: frames(leader.countdownMs), black: frames(leader.blackMs) }
}

/** How many frames run before the programme; pure. */
export function leaderFrames(preset: StationPreset): number {
  const { bars, countdown, black } = partsOf(preset)
  return bars + countdown + black
}

/** Graph that makes the leader's picture and puts it before `programme`; pure. Empty without a leader. */
export function leaderPicture(preset: StationPreset, programme: string, out: string): string {
  const { width, height, fps, scan, pixelFormat } = preset.picture
  const { bars, countdown, black } = partsOf(preset)
  const size = `size=${width}x${height}:rate=${fps.num}/${fps.den}`
  const fit = `format=${pixelFormat},setsar=1${scan === 'interlaced' ? ',setfield=tff' : ''}`
  const ofBlack = `color=color=black:${size}`
  const made = [
    { frames: bars, source: `smptehdbars=${size}` },
    { frames: countdown, source: [ofBlack, ...figures(preset)].join(',') },
    { frames: black, source: ofBlack },
  ].filter(({ frames }) => frames > 0)
  if (made.length === 0) return ''
  const sources = made.map(({ frames, source }, n) => `${source},trim=end_frame=${frames},${fit}[leader${n}]`)
  const labels = made.map((_, n) => `[leader${n}]`).join('')
  return [...sources, `${labels}${programme}concat=n=${made.length + 1}${out}`].join(';')
}

// Seven bars make a figure, named as makers of displays name them: a on top, then clockwise, g in the middle.
const lit = ['abcdef', 'bc', 'abged', 'abgcd', 'fgbc', 'afgcd', 'afgedc', 'abc', 'abcdefg', 'abcdfg']

/** Large figures of boxes, so that no font has to be found; each stands for one second. */
function figures({ leader, picture }: StationPreset): string[] {
  const seconds = Math.min(9, Math.round(leader.countdownMs / 1000))
  const side = Math.round(picture.height / 4)
  const thick = Math.round(side / 6)
  const left = Math.round((picture.width - side) / 2)
  const top = Math.round(picture.height / 2 - side)
  const boxes = {
    a: [0, 0, side, thick],
    b: [side - thick, 0, thick, side],
    c: [side - thick, side, thick, side],
    d: [0, 2 * side - thick, side, thick],
    e: [0, side, thick, side],
    f: [0, 0, thick, side],
    g: [0, side - thick / 2, side, thick],
  } as const
  return Object.entries(boxes).flatMap(([name, [x, y, w, h]]) => {
    const when = Array.from({ length: seconds }, (_, second) => second)
      .filter((second) => lit[seconds - second]?.includes(name))
      .map((second) => `gte(t,${second})*lt(t,${second + 1})`)
    if (when.length === 0) return []
    const place = `x=${left + x}:y=${top + y}:w=${w}:h=${h}`
    return [`drawbox=${place}:color=white:t=fill:enable='${when.join('+')}'`]
  })
}

/** Peak of the line-up tone, dBFS (EBU R 68). */
const toneDbfs = -18

/** Graph that puts the leader's sound before what comes in, to stand after it in a chain; pure. */
export function leaderSound(preset: StationPreset): string {
  const frames = leaderFrames(preset)
  if (frames === 0) return ''
  const seconds = (count: number) => (count * preset.picture.fps.den) / preset.picture.fps.num
  const format = 'aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=stereo'
  const wave = leaderWave(preset.leader, seconds(partsOf(preset).bars))
  const source = `aevalsrc='${wave}|${wave}':s=48000:d=${seconds(frames)}:c=stereo,${format}[leader]`
  return `,${format}[programme];${source};[leader][programme]concat=n=2:v=0:a=1`
}

const leaderWave = ({ tone }: Leader, barsSeconds: number) =>
  tone ? `${(10 ** (toneDbfs / 20)).toFixed(6)}*sin(2*PI*1000*t)*lt(t,${barsSeconds})` : '0'
