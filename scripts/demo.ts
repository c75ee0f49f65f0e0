// Loads the campaign of 2021 by driving the public API all the way, and prints what each step took.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { leftToDo, programme, week } from './demo-campaign.ts'
import { type Client, signIn, until } from './demo-client.ts'
import { planShowings, playAtMarket } from './demo-field.ts'
import { makeProgramme } from './demo-media.ts'
import {
  approve,
  compose,
  cutActs,
  download,
  layWeek,
  leaveWork,
  makeSounds,
  untilReady,
  uploadClip,
} from './demo-steps.ts'

const font = resolve(import.meta.dirname, '../server/print/fonts/NotoSans-Bold.ttf')

interface Step {
  name: string
  seconds: number
  seen: string
}

interface Person {
  login: string
  role: string
}

/** Nothing is loaded twice: a second start finds the campaign there. */
export async function loadDemo(base: string, certificate?: string): Promise<void> {
  // The certificate of a demonstration is our own server's, on this machine; no other address is called.
  if (certificate) process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  const session = (await (await fetch(`${base}/api/session`)).json()) as {
    demoAccounts: Person[]
    demoPassword: string
  }
  const as = async (role: string) =>
    signIn(
      base,
      session.demoAccounts.find((account) => account.role === role)?.login ?? role,
      session.demoPassword,
    )
  const [producer, approver, scheduler, team] = (await Promise.all(
    ['producer', 'approver', 'scheduler', 'film_team'].map(as),
  )) as [Client, Client, Client, Client]

  const known = await producer.get<{ works: { title: string }[] }>(
    `/works?q=${encodeURIComponent(programme.title)}`,
  )
  const dir = await mkdtemp(join(tmpdir(), 'vang-demo-'))
  const steps: Step[] = []
  const step = async <T>(name: string, work: () => Promise<T>, say: (value: T) => string): Promise<T> => {
    const started = performance.now()
    const value = await work()
    steps.push({ name, seconds: (performance.now() - started) / 1000, seen: say(value) })
    console.error(`  ${name}: ${say(value)}`)
    return value
  }
  try {
    if (known.works.length === 0) await campaign({ producer, approver, scheduler, team }, { base, dir }, step)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }

  if (steps.length > 0) {
    const width = Math.max(...steps.map((s) => s.name.length))
    console.log('')
    for (const s of steps)
      console.log(`${s.name.padEnd(width)}  ${s.seconds.toFixed(1).padStart(6)} s  ${s.seen}`)
    const total = steps.reduce((sum, s) => sum + s.seconds, 0)
    console.log(`${'Tổng cộng / Total'.padEnd(width)}  ${total.toFixed(1).padStart(6)} s`)
  }
  console.log(`\nMật khẩu chung / Shared password: ${session.demoPassword}`)
  for (const { login, role } of session.demoAccounts) console.log(`  ${login.padEnd(12)} ${role}`)
}

type Stepper = <T>(name: string, work: () => Promise<T>, say: (value: T) => string) => Promise<T>

async function campaign(
  people: { producer: Client; approver: Client; scheduler: Client; team: Client },
  { base, dir }: { base: string; dir: string },
  step: Stepper,
) {
  const { producer, approver, scheduler, team } = people

  const recording = await step(
    'Dựng bản ghi mẫu / Make the recording',
    () => makeProgramme(programme.acts, dir, font),
    (path) => path.split('/').at(-1) ?? '',
  )
  const sounds = await step(
    'Dựng tiếng mẫu / Make the sounds',
    () => makeSounds(dir),
    (made) => `${made.length} tệp / files`,
  )
  const main = await step(
    'Tải lên / Upload',
    () => producer.upload(recording, { title: programme.title, kind: 'programme', language: 'vi' }),
    () => programme.title,
  )
  const clipVersions = await step(
    'Tải các bản tiếng / Upload the clips',
    async () => {
      const all: {
        versionId: string
        workId: string
        part: string
        title: string
        language: string | null
      }[] = []
      for (const sound of sounds) all.push(...(await uploadClip(producer, sound)))
      return all
    },
    (all) => `${all.length} bản / versions`,
  )
  await step(
    'Phân tích / Analyse',
    async () => {
      for (const versionId of [main.versionId, ...clipVersions.map((v) => v.versionId)])
        await untilReady(producer, versionId)
    },
    () => 'sẵn sàng / ready',
  )
  const left: readonly string[] = [leftToDo.submitted.title, leftToDo.changes.title]
  const approved = clipVersions.filter(({ title }) => !left.includes(title))
  const acts = await step(
    'Tách tiết mục / Cut the acts',
    () => cutActs(producer, main),
    (made) => `${made.acts.length} tiết mục / acts`,
  )
  await step(
    'Trình và duyệt / Submit and approve',
    async () => {
      await approve(producer, approver, main.versionId, ['tv', 'loudspeaker'])
      for (const act of acts.acts) await approve(producer, approver, act.versionId, ['tv'])
      for (const { versionId } of [...approved, acts.sound])
        await approve(producer, approver, versionId, ['loudspeaker'])
    },
    () => `${1 + acts.acts.length + approved.length + 1} bản / versions`,
  )
  const channelId = await step(
    'Xếp lịch tuần / Lay the week',
    () => layWeek(scheduler, main.workId),
    (id) => id,
  )
  await step(
    'Công bố lịch / Publish the week',
    () => scheduler.post(`/channels/${channelId}/publish`, { days: week }),
    () => `${week.length} ngày / days`,
  )
  await step(
    'Tệp gửi đài / Delivery file',
    async () => {
      await scheduler.post(`/versions/${main.versionId}/deliveries`, { preset: 'h264-mp4-1080p25' })
      return until(async () => {
        const { deliveries } = await scheduler.get<{ deliveries: { state: string }[] }>(
          `/versions/${main.versionId}/deliveries`,
        )
        if (deliveries.some((delivery) => delivery.state === 'failed')) throw new Error('The delivery failed')
        return deliveries.find((delivery) => delivery.state === 'ready')
      })
    },
    () => 'H.264 MP4 1080p25',
  )
  const items = [
    ...approved.filter((v) => v.part === 'callIn'),
    { part: 'callIn', workId: acts.sound.workId },
    ...['notices', 'message', 'closing'].flatMap((part) => approved.filter((v) => v.part === part)),
  ]
  const playlistId = await step(
    'Lập danh sách phát / Compose the playlist',
    () => compose(scheduler, items),
    () => '10 huyện, thành phố / districts',
  )
  await step(
    'Công bố và đóng gói / Publish and package',
    async () => {
      await scheduler.post(`/playlists/${playlistId}/publish`, {})
      return until(async () => {
        const { packages } = await scheduler.get<{ packages: { state: string }[] }>('/packages')
        if (packages.some((item) => item.state === 'failed')) throw new Error('A package failed')
        return packages.length === 10 && packages.every((item) => item.state === 'ready')
          ? packages
          : undefined
      })
    },
    (packages) => `${packages.length} gói / packages`,
  )
  await step(
    'Để lại việc cần làm / Leave something to do',
    () => leaveWork(people, channelId),
    () => '1 bản chờ duyệt, 1 bản cần sửa, 1 mục giữ chỗ / one to decide, one to mend, one place kept',
  )
  await step(
    'Đội tải về và kiểm tra / Download and verify',
    () => download(team),
    (seen) => seen,
  )
  await step(
    'Buổi chiếu và nhật ký loa / Showings and what sounded',
    async () => {
      const { planned, market } = await planShowings(scheduler)
      return { planned, logged: await playAtMarket(base, { scheduler, team }, market) }
    },
    ({ planned, logged }) => `${planned} buổi, ${logged} dòng nhật ký / showings, lines of a log`,
  )
}
