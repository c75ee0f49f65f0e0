// What each step of the demonstration asks of the API.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { clips, type DemoClip, leftToDo, programme, stationRows, week } from './demo-campaign.ts'
import { type Client, until } from './demo-client.ts'
import { makeSong, speak } from './demo-media.ts'

const pitches: Record<string, number> = { vi: 45, tyz: 62, hmn: 28 }

export interface Arrived {
  workId: string
  versionId: string
}

export interface Sound {
  clip: DemoClip
  files: { language: string | null; path: string; text: string | null }[]
}

export async function makeSounds(dir: string): Promise<Sound[]> {
  const song = join(dir, 'nhac-goi-khach.wav')
  await makeSong([0, 2, 4, 7, 5, 4, 2, 0, 4, 5, 7, 8], 15, song)
  const callIn: DemoClip = { title: 'Nhạc gọi khách', kind: 'song', part: 'callIn', spoken: {} }
  const sounds: Sound[] = [{ clip: callIn, files: [{ language: null, path: song, text: null }] }]
  for (const [index, clip] of [...clips, leftToDo.submitted, leftToDo.changes].entries()) {
    const files: Sound['files'] = []
    for (const [language, text] of Object.entries(clip.spoken)) {
      const path = join(dir, `thong-bao-${index}-${language}.wav`)
      await speak(text, path, pitches[language])
      files.push({ language, path, text })
    }
    sounds.push({ clip, files })
  }
  return sounds
}

export async function uploadClip(producer: Client, { clip, files }: Sound) {
  const made: { versionId: string; workId: string; part: string; title: string; language: string | null }[] =
    []
  let workId: string | undefined
  for (const { language, path, text } of files) {
    const arrived = await producer.upload(
      path,
      workId ? { workId, language } : { title: clip.title, kind: clip.kind, language },
    )
    workId = arrived.workId
    if (text && language) {
      const translationVi = language === 'vi' ? null : (clip.spoken.vi ?? null)
      await producer.put(`/works/${workId}/scripts/${language}`, { text, translationVi })
    }
    made.push({ ...arrived, part: clip.part, title: clip.title, language })
  }
  return made
}

export async function untilReady(client: Client, versionId: string): Promise<void> {
  await until(async () => {
    const { version } = await client.get<{ version: { sourceState: string } }>(`/versions/${versionId}`)
    if (version.sourceState === 'refused') throw new Error(`The recording of ${versionId} was refused`)
    return version.sourceState === 'ready' || undefined
  })
}

export async function cutActs(producer: Client, main: Arrived): Promise<{ acts: Arrived[]; sound: Arrived }> {
  const cut = (body: Record<string, unknown>) =>
    producer.post<Arrived>(`/works/${main.workId}/acts`, { sourceVersionId: main.versionId, ...body })
  const acts: Arrived[] = []
  let inMs = 0
  for (const act of programme.acts) {
    acts.push(await cut({ title: act.title, inMs, outMs: inMs + act.seconds * 1000, language: 'vi' }))
    inMs += act.seconds * 1000
  }
  const [first, second] = programme.acts
  const from = (first?.seconds ?? 0) * 1000
  const sound = await cut({
    title: `${second?.title} (phát loa)`,
    kind: 'song',
    soundOnly: true,
    language: null,
    inMs: from,
    outMs: from + (second?.seconds ?? 0) * 1000,
  })
  return { acts, sound }
}

/** What a decision is bound to: the recording, and the words that were read beside it. */
async function readForReview(approver: Client, versionId: string) {
  const { version, script } = await approver.get<{
    version: { contentId: string; language: string | null }
    script: { revision: string } | null
  }>(`/review/${versionId}`)
  return { version, scriptRevision: script?.revision ?? null }
}

export async function approve(
  producer: Client,
  approver: Client,
  versionId: string,
  uses: string[],
): Promise<void> {
  await producer.post(`/versions/${versionId}/submit`, { uses })
  const { version, scriptRevision } = await readForReview(approver, versionId)
  await approver.post(`/review/${versionId}/decision`, {
    verdict: 'approved',
    uses,
    reason: 'Nội dung phù hợp.',
    contentId: version.contentId,
    scriptRevision,
    ...(version.language && version.language !== 'vi'
      ? { listener: 'Cán bộ văn hóa xã nghe và xác nhận' }
      : {}),
  })
}

export async function layWeek(scheduler: Client, workId: string): Promise<string> {
  const { channels } = await scheduler.get<{ channels: { id: string }[] }>('/channels')
  const channelId = channels[0]?.id
  if (!channelId) throw new Error('There should be a channel')
  for (const day of week) await scheduler.post('/slots/paste', { channelId, day, text: stationRows })
  const anniversary = '2021-10-03'
  const { slot } = await scheduler.post<{ slot: { id: string } }>('/slots', {
    channelId,
    day: anniversary,
    start: '20:10',
    kind: 'work',
    workId,
    run: 'first',
  })
  await scheduler.post(`/slots/${slot.id}/repeats`, { day: anniversary, start: '22:15' })
  return channelId
}

export async function compose(scheduler: Client, works: { part: string; workId: string }[]): Promise<string> {
  const { areas } = await scheduler.get<{ areas: { id: string; level: string }[] }>('/areas?at=2021-09-27')
  const targets = areas.filter((area) => area.level === 'district').map(({ id }) => ({ kind: 'area', id }))
  const seen = new Set<string>()
  const items = works.flatMap(({ part, workId }) => {
    if (seen.has(workId)) return []
    seen.add(workId)
    return [{ part, workId }]
  })
  const playlist = await scheduler.post<{ id: string }>('/playlists', {
    title: 'Tuyên truyền 71 năm Giải phóng Cao Bằng',
    validFrom: '2021-09-27',
    validTo: '2021-10-11',
    items,
    targets,
  })
  return playlist.id
}

/** The film team takes one package and checks every file of it against its manifest. */
export async function download(team: Client): Promise<string> {
  const { packages } = await team.get<{ packages: { id: string }[] }>('/packages')
  const first = packages[0]
  if (!first) throw new Error('The team should have packages')
  const manifest = await team.get<{ files: { path: string; sha256: string }[] }>(
    `/packages/${first.id}/manifest.json`,
  )
  for (const file of manifest.files) {
    const bytes = Buffer.from(
      await (await team.raw(`/packages/${first.id}/files/${file.path}`)).arrayBuffer(),
    )
    if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
      throw new Error(`${file.path} does not match its manifest`)
  }
  return `${packages.length} gói của đội; ${manifest.files.length} tệp khớp mã / packages of the team; files match`
}

/** Something for each person to do: a version to decide on, one to mend, and time kept for one that is not there yet. */
export async function leaveWork(
  people: { producer: Client; approver: Client; scheduler: Client },
  channelId: string,
): Promise<void> {
  const { producer, approver, scheduler } = people
  const versionOf = async (title: string) => {
    const { works } = await producer.get<{ works: { id: string }[] }>(`/works?q=${encodeURIComponent(title)}`)
    const { versions } = await producer.get<{ versions: { id: string }[] }>(`/works/${works[0]?.id}`)
    if (!versions[0]) throw new Error(`There should be a version of ${title}`)
    return versions[0]
  }
  const uses = ['loudspeaker']
  const waiting = await versionOf(leftToDo.submitted.title)
  await producer.post(`/versions/${waiting.id}/submit`, { uses })
  const mended = await versionOf(leftToDo.changes.title)
  await producer.post(`/versions/${mended.id}/submit`, { uses })
  const { version, scriptRevision } = await readForReview(approver, mended.id)
  await approver.post(`/review/${mended.id}/decision`, {
    verdict: 'changes',
    uses,
    reason: 'Số năm chưa đúng.',
    contentId: version.contentId,
    scriptRevision,
    remarks: [leftToDo.remark],
  })
  const { title, day, start, durationMs } = leftToDo.placeholder
  const work = await producer.post<{ id: string }>('/works', { kind: 'programme', title })
  await scheduler.post('/slots', { channelId, day, start, kind: 'work', workId: work.id, durationMs })
}
