import { afterAll, beforeAll, expect, it } from 'vitest'
import { anApp } from '../support/app.ts'
import { aVersion, aWork } from '../support/library.ts'
import { aDistrict, aPlaylist } from '../support/playlists.ts'

let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

async function write(workId: string, text: string, revision: string | null) {
  const path = `/api/works/${workId}/scripts/tyz`
  const answer = await app.as('producer').put(path, { text, translationVi: `Nghĩa: ${text}`, revision })
  return ((await answer.json()) as { revision: string }).revision
}

it('pins the spoken words as the approver read them, whatever is written afterwards', async () => {
  const work = await aWork(app.deps, { kind: 'announcement', title: 'Mời dự lễ' })
  const version = await aVersion(app.deps, { work, language: 'tyz' })
  const revision = await write(work.id, 'Mời pỉ noọng mà dự lễ', null)
  await app.as('producer').post(`/api/versions/${version.id}/submit`, { uses: ['loudspeaker'] })
  const decision = await app.as('approver').post(`/api/review/${version.id}/decision`, {
    verdict: 'approved',
    uses: ['loudspeaker'],
    reason: 'Đúng nội dung',
    contentId: version.content_id,
    listener: 'Người nghe của xã',
    scriptRevision: revision,
  })
  expect(decision.status).toBe(201)
  await write(work.id, 'Lời không ai duyệt', revision)
  const place = await aDistrict(app.deps, { languages: ['tyz'] })
  const items = [{ part: 'notices', workId: work.id }]
  const { id } = await aPlaylist(app, { items, targets: [place] })
  await app.as('scheduler').post(`/api/playlists/${id}/publish`)
  const row = await app.deps.db
    .selectFrom('publication')
    .select('body')
    .where('subject_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(JSON.parse(row.body).versions).toMatchObject([
    { spokenText: 'Mời pỉ noọng mà dự lễ', translationVi: 'Nghĩa: Mời pỉ noọng mà dự lễ' },
  ])
})
