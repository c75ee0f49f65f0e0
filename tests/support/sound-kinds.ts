import { aSong, aSpeech, cached, ffmpeg } from './clips.ts'

const notice =
  'Kính mời bà con đến xem chương trình nghệ thuật chào mừng bảy mươi mốt năm ngày giải phóng Cao Bằng, tối nay tại sân vận động huyện. ' +
  'Mời các đồng chí trưởng xóm thông báo cho nhân dân biết và đến dự đông đủ.'

type Clip = { seconds: number }

/** Filters over the two voices `[0]` speech (mono) and `[1]` song (stereo), both 48 kHz and as long as asked. */
const kinds = {
  speech: { graph: '[0]volume=-3dB' },
  song: { graph: '[1]volume=6dB' },
  bulletin: { graph: '[0]pan=stereo|c0=c0|c1=c0[s];[1]volume=-14dB[m];[s][m]amix=inputs=2:normalize=0' },
  too_quiet: { graph: '[1]volume=-30dB' },
  clipped: { graph: '[0]volume=30dB,aformat=sample_fmts=s16,pan=stereo|c0=c0|c1=c0' },
  // Whispered, sung, and shouted in turn: a range over 15 LU, and peaks that no plain gain fits under the ceiling.
  dynamic: {
    graph: `[1]volume=eval=frame:volume='if(lt(mod(t\\,12)\\,5)\\,0.03\\,if(lt(mod(t\\,12)\\,11.5)\\,0.16\\,1.9))'`,
  },
  drums: { graph: drums() },
  mono_song: { graph: '[1]pan=mono|c0=0.5*c0+0.5*c1' },
  surround: {
    graph:
      '[0]asplit=2[c][e];[e]adelay=300,volume=-12dB,asplit=2[a][b];[1]channelsplit=channel_layout=stereo[l][r];' +
      'anullsrc=r=48000:cl=mono[lfe];[l][r][c][lfe][a][b]join=inputs=6:channel_layout=5.1',
  },
  dc_offset: { graph: '[1]volume=4dB,dcshift=shift=0.12' },
  rate_44100: { graph: '[1]volume=4dB', rate: 44_100 },
  rate_96000: { graph: `[1]volume=3dB[a];${noise(0.05)}[n];[a][n]amix=inputs=2:normalize=0`, rate: 96_000 },
} as const satisfies Record<string, { graph: string; rate?: number }>

export type SoundKind = keyof typeof kinds
export const soundKinds = Object.keys(kinds) as SoundKind[]

/** One of the twelve sounds that a loudness must come out right for, as a 24-bit WAV. */
export async function aSoundOfKind(kind: SoundKind, clip: Clip): Promise<string> {
  const { graph, rate = 48_000 }: { graph: string; rate?: number } = kinds[kind]
  const { seconds } = clip
  return await cached('sound-kind', { kind, graph, rate, seconds }, 'wav', async (path) => {
    const voices = [await aSpeech({ text: notice }), await aSong({ seconds: Math.min(seconds, 30) })]
    const inputs = voices.flatMap((voice) => ['-stream_loop', '-1', '-i', voice])
    const options = ['-t', `${seconds}`, '-ar', `${rate}`, '-c:a', 'pcm_s24le']
    await ffmpeg([...inputs, '-filter_complex', `${graph}[out]`, '-map', '[out]', ...options, path])
  })
}

/** Sharp beats far over what rings on between them: nothing asks more of a limiter. */
function drums(): string {
  const beat = '0.95*sin(2*PI*300*mod(t,0.9))*exp(-90*mod(t,0.9))'
  const ring = '0.03*sin(2*PI*523*t)'
  return `aevalsrc='${beat}+${ring}|${beat}-${ring}':s=48000:c=stereo`
}

function noise(amplitude: number): string {
  return `anoisesrc=r=48000:a=${amplitude}:c=pink:seed=7,pan=stereo|c0=c0|c1=c0`
}
