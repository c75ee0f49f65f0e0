import { aSpeech, cached, ffmpeg } from './clips.ts'

/** What was done to the second version of a short programme. */
export type EditOf =
  | 'nothing'
  | 'smaller and slower'
  | 'another title'
  | 'another sentence'
  | '3 s put in'
  | 'head taken off'
  | 'louder'
  | 'blurred sign'
  | 'black'

/** In seconds of the first version. */
export const edited = {
  title: [2, 4],
  sentence: [9, 12],
  put: 9,
  head: 1.52,
  sign: [7, 11],
  black: [8, 10],
} as const

const sentences = {
  first: 'Kính thưa đồng bào các dân tộc tỉnh Cao Bằng, hôm nay chúng ta kỷ niệm ngày giải phóng.',
  second: 'Mời bà con đến sân vận động lúc hai mươi giờ tối.',
  instead: 'Chương trình nghệ thuật do đoàn tỉnh biểu diễn.',
  third: 'Xin trân trọng cảm ơn và chúc bà con mạnh khỏe.',
}

/** 16 s: a still title of 4 s, then moving pictures with a sign in the corner; three sentences one after another. */
export function aProgramme(edit: EditOf): Promise<string> {
  return cached('programme', { edit }, edit === 'smaller and slower' ? 'mkv' : 'mov', async (path) => {
    const title = await stills(edit === 'another title')
    const [picture, speech] = [await moving(), await spoken(edit === 'another sentence')]
    const base = ['-i', title, '-i', picture, '-i', speech]
    await ffmpeg([...base, ...(await graphOf(edit)), ...codecs(edit), path])
  })
}

function stills(another: boolean): Promise<string> {
  return cached('title', { another }, 'mkv', async (path) => {
    const card = (colour: string, text: string, seconds: number) =>
      `color=c=${colour}:s=640x360:r=25:d=${seconds},drawtext=text='${text}':fontsize=44:fontcolor=white:x=60:y=150`
    const [first, second] = [
      card('0x203060', 'Am vang mien bien cuong', 2),
      card('0x602020', 'Cao Bang 1950', 2),
    ]
    const graph = `${first}[a];${another ? second : first}[b];[a][b]concat=n=2`
    await ffmpeg(['-f', 'lavfi', '-i', `${graph}`, '-c:v', 'ffv1', path])
  })
}

function moving(): Promise<string> {
  return cached('moving', {}, 'mkv', async (path) => {
    const sign = "drawtext=text='VANG TV':fontsize=24:fontcolor=white:x=520:y=22"
    const graph =
      'testsrc2=s=640x360:r=25:d=5,gblur=sigma=1.5,noise=alls=8:allf=t[a];' +
      `gradients=s=640x360:r=25:d=7:c0=orange:c1=navy:speed=0.05,noise=alls=8:allf=t[b];[a][b]concat=n=2,${sign}`
    await ffmpeg(['-f', 'lavfi', '-i', graph, '-pix_fmt', 'yuv420p', '-c:v', 'ffv1', path])
  })
}

async function spoken(instead: boolean): Promise<string> {
  const texts = [
    [sentences.first, 9],
    [instead ? sentences.instead : sentences.second, 3],
    [sentences.third, 4],
  ] as const
  const clips = await Promise.all(texts.map(([text, seconds]) => aSpeech({ text, seconds })))
  return await cached('spoken', { texts }, 'wav', async (path) => {
    await ffmpeg([...clips.flatMap((clip) => ['-i', clip]), '-filter_complex', 'concat=n=3:v=0:a=1', path])
  })
}

async function graphOf(edit: EditOf): Promise<string[]> {
  const whole = '[0:v][1:v]concat=n=2,format=yuv420p'
  const between = ([from, to]: readonly [number, number]) => `enable='between(t,${from},${to - 0.02})'`
  const picture = {
    black: `,drawbox=c=black:t=fill:${between(edited.black)}`,
    'smaller and slower': ',scale=480:270,fps=30',
    'blurred sign': `,split[m][s];[s]crop=150:50:500:10,boxblur=8:2[b];[m][b]overlay=500:10:${between(edited.sign)}`,
  }[edit as string]
  const cut = edit === 'head taken off' ? ['-ss', `${edited.head}`] : []
  const sound = edit === 'louder' ? '[2:a]volume=6dB' : '[2:a]anull'
  if (edit !== '3 s put in')
    return [
      ...['-filter_complex', `${whole}${picture ?? ''}[v];${sound}[a]`],
      ...cut,
      '-map',
      '[v]',
      '-map',
      '[a]',
    ]
  const at = edited.put
  const graph = [
    `${whole},split[v1][v2];[v1]trim=0:${at}[va];[v2]trim=${at},setpts=PTS-STARTPTS[vb]`,
    'mandelbrot=s=640x360:rate=25,trim=0:3,format=yuv420p,setsar=1[vi]',
    `[2:a]asplit[s1][s2];[s1]atrim=0:${at}[sa];[s2]atrim=${at},asetpts=PTS-STARTPTS[sb]`,
    'sine=700:r=48000:d=3[si]',
    '[va][sa][vi][si][vb][sb]concat=n=3:v=1:a=1[v][a]',
  ]
  return ['-filter_complex', graph.join(';'), '-map', '[v]', '-map', '[a]']
}

function codecs(edit: EditOf): string[] {
  const shared = ['-c:v', 'libx264', '-preset', 'veryfast']
  if (edit === 'smaller and slower') return [...shared, '-crf', '30', '-c:a', 'libmp3lame', '-b:a', '64k']
  return [...shared, '-crf', '18', '-c:a', 'pcm_s16le']
}
