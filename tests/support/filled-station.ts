import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { week } from '../../scripts/demo-campaign.ts'
import { type Client, signIn, until } from '../../scripts/demo-client.ts'
import { planShowings, playAtMarket } from '../../scripts/demo-field.ts'
import { approve, layWeek, untilReady } from '../../scripts/demo-steps.ts'
import { demoPassword } from '../../server/people/demo.rules.ts'
import { aCutFile, aSong, aSpeech, aVideo } from './clips.ts'
import { type Announced, announcement, aWav, tus } from './uploads.ts'

export const titles = {
  programme: 'Chương trình nghệ thuật kỷ niệm 71 năm Giải phóng Cao Bằng',
  act: 'Hát then: Đón bạn về bản',
  message: 'Thông điệp 71 năm Giải phóng Cao Bằng',
  song: 'Nhạc gọi khách',
  sentBack: 'Hội xuân Pác Bó nhớ Bác',
  cut: 'Lễ hội pháo hoa Quảng Hòa',
  onItsWay: 'Dâng hương Lễ hội Thanh Minh Kéo Yên',
  inbox: 'tiep-song-tu-dia.wav',
  news: 'Cuộc sống quanh ta',
  published: 'Tuyên truyền 71 năm Giải phóng Cao Bằng',
  withHoles: 'Phiên chợ vùng cao cuối tháng 9',
} as const

/** Whom the packages are for: two places that team 1 serves, one that it does not. */
export const places = {
  district: 'Huyện Bảo Lâm',
  second: 'Huyện Bảo Lạc',
  unserved: 'Huyện Trùng Khánh',
} as const

const spoken = 'Bà con thân mến, tỉnh ta tròn bảy mươi mốt năm giải phóng.'

export type FilledStation = Awaited<ReturnType<typeof fillStation>>

/** Gives every screen something of each state to show, through the public API and with real media of a few seconds. */
export async function fillStation(base: string, inboxDir: string) {
  const [producer, approver, scheduler, admin, team] = (await Promise.all(
    ['bien-tap', 'duyet', 'xep-lich', 'quan-tri', 'doi-phim'].map((login) =>
      signIn(base, login, demoPassword),
    ),
  )) as [Client, Client, Client, Client, Client]
  const { id: personId } = await admin.post<{ id: string }>('/people', {
    name: 'Nông Thị Ễ',
    role: 'producer',
    unitId: 'unit-relics',
  })
  await mkdir(inboxDir, { recursive: true })
  await copyFile(await aSong({ seconds: 3 }), join(inboxDir, titles.inbox))

  const recordings = await uploadAll(producer)
  await sendHalf(base)
  const { programme, sentBack, cut, song, message } = recordings
  for (const { versionId } of [programme, sentBack, song, ...Object.values(message)])
    await untilReady(producer, versionId)

  const act = await producer.post<{ workId: string; versionId: string }>(`/works/${programme.workId}/acts`, {
    sourceVersionId: programme.versionId,
    title: titles.act,
    inMs: 0,
    outMs: 2000,
    language: 'tyz',
  })
  await approve(producer, approver, programme.versionId, ['tv', 'loudspeaker'])
  for (const { versionId } of [song, message.vi, message.tyz])
    await approve(producer, approver, versionId, ['loudspeaker'])
  await producer.post(`/versions/${message.hmn.versionId}/submit`, { uses: ['loudspeaker'] })
  await sendBack(producer, approver, sentBack.versionId)

  await layTelevision(scheduler, programme.workId, sentBack.workId)
  await scheduler.post(`/versions/${programme.versionId}/deliveries`, { preset: 'h264-mp4-1080p25' })
  const lists = await composePlaylists(scheduler, [song.workId, message.vi.workId], act.workId)
  const { market } = await planShowings(scheduler)
  await playAtMarket(base, { scheduler, team }, market)
  return {
    personId,
    workId: programme.workId,
    cutWorkId: cut.workId,
    messageWorkId: message.vi.workId,
    sentBackVersionId: sentBack.versionId,
    waitingVersionId: message.hmn.versionId,
    ...lists,
  }
}

async function uploadAll(producer: Client) {
  const video = (title: string, path: string, more = {}) =>
    producer.upload(path, { title, kind: 'programme', language: 'vi', ...more })
  const programme = await video(
    titles.programme,
    await aVideo({
      seconds: 6,
      width: 640,
      height: 360,
      black: [2, 3],
      silence: [4, 5.5],
      clipped: [0.5, 1],
    }),
  )
  const sentBack = await video(titles.sentBack, await aVideo({ seconds: 4, fps: 30 }))
  const cut = await video(
    titles.cut,
    await aCutFile(await aVideo({ seconds: 5, faststart: true }), { keep: 0.3 }),
    {
      evenIfCut: true,
    },
  )
  const song = await producer.upload(await aSong({ seconds: 3 }), { title: titles.song, kind: 'song' })
  const vi = await producer.upload(await aSpeech({ text: spoken, seconds: 3 }), {
    title: titles.message,
    kind: 'announcement',
    language: 'vi',
  })
  const further = async (language: string, gainDb: number) =>
    producer.upload(await aSpeech({ text: spoken, seconds: 3, gainDb }), { workId: vi.workId, language })
  const message = { vi, tyz: await further('tyz', -9), hmn: await further('hmn', -12) }
  for (const language of ['vi', 'tyz', 'hmn'])
    await producer.put(`/works/${vi.workId}/scripts/${language}`, {
      text: language === 'vi' ? spoken : `Bản mẫu: ${spoken}`,
      translationVi: language === 'vi' ? null : spoken,
    })
  return { programme, sentBack, cut, song, message }
}

/** Leaves an upload standing at two thirds, as a browser does that was closed. */
async function sendHalf(base: string) {
  const signedIn = await fetch(`${base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'bien-tap', password: demoPassword }),
  })
  const bytes = aWav(3_000_000)
  const begun = await fetch(`${base}/api/uploads`, {
    method: 'POST',
    headers: {
      cookie: signedIn.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; '),
    },
    body: announcement(bytes, { fileName: 'keo-yen-2.wav', title: titles.onItsWay, kind: 'song' }),
  })
  const { url, token } = (await begun.json()) as Announced
  await tus((path, init) => fetch(base + path, init), { url, token }).patch(0, bytes.subarray(0, 2_000_000))
}

async function sendBack(producer: Client, approver: Client, versionId: string) {
  await producer.post(`/versions/${versionId}/submit`, { uses: ['tv'] })
  const { version } = await approver.get<{ version: { contentId: string } }>(`/versions/${versionId}`)
  await approver.post(`/review/${versionId}/decision`, {
    verdict: 'changes',
    uses: ['tv'],
    reason: 'Sửa phụ đề rồi trình lại.',
    contentId: version.contentId,
    remarks: [
      { atMs: 800, text: 'Phụ đề viết sai tên bài hát.' },
      { atMs: 1500, toMs: 2500, text: 'Tiếng gió lấn tiếng hát.' },
    ],
  })
}

/** A published week that was changed afterwards: two slots overlap, and one keeps the place of what is not approved. */
async function layTelevision(scheduler: Client, approvedWorkId: string, waitingWorkId: string) {
  const channelId = await layWeek(scheduler, approvedWorkId)
  await scheduler.post(`/channels/${channelId}/publish`, { days: week })
  const slot = { channelId, day: '2021-10-01', kind: 'work', workId: waitingWorkId }
  await scheduler.post('/slots', { ...slot, start: '20:10:05', billed: '20:10', durationMs: 1_800_000 })
  const over = { channelId, day: '2021-10-01', kind: 'title', durationMs: 1_200_000 }
  await scheduler.post('/slots', { ...over, start: '20:30', title: titles.news })
}

interface Package {
  id: string
  state: string
  target: { id: string; name: string }
}

async function composePlaylists(scheduler: Client, heard: string[], unheard: string) {
  const { areas } = await scheduler.get<{ areas: { id: string; name: string }[] }>('/areas?at=2021-09-27')
  const wanted: string[] = Object.values(places)
  const targets = areas.filter(({ name }) => wanted.includes(name)).map(({ id }) => ({ kind: 'area', id }))
  const list = async (title: string, works: string[]) =>
    scheduler.post<{ id: string }>('/playlists', {
      title,
      validFrom: '2021-09-27',
      validTo: '2021-10-11',
      items: works.map((workId, index) => ({ part: index === 0 ? 'callIn' : 'message', workId })),
      targets,
    })
  const { id: playlistId } = await list(titles.published, heard)
  const { id: withHolesId } = await list(titles.withHoles, [...heard, unheard])
  await scheduler.post(`/playlists/${playlistId}/publish`, {})
  const packages = await until(async () => {
    const { packages: all } = await scheduler.get<{ packages: Package[] }>('/packages')
    return all.length === targets.length && all.every(({ state }) => state === 'ready') ? all : undefined
  })
  const district = packages.find(({ target }) => target.name === places.district)
  return { playlistId, withHolesId, packageId: district?.id ?? '', districtId: district?.target.id ?? '' }
}
