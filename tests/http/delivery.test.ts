import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measureLoudness } from '../../media/loudness.ts'
import { probe } from '../../media/probe.ts'
import { deliveryJobs } from '../../server/delivery/delivery.jobs.ts'
import { askedFor, deliveryById } from '../../server/delivery/delivery.service.ts'
import { sha256Of } from '../../server/storage/canonical.ts'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aVideo } from '../support/clips.ts'
import { runJob } from '../support/deliveries.ts'
import { aPicture, someFacts } from '../support/facts.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

let app: Awaited<ReturnType<typeof anApp>>
let source: { sha256: string }
beforeAll(async () => {
  app = await anApp()
  const clip = await aVideo({ seconds: 2 })
  const path = join(app.deps.blobs.workDir, 'clip')
  await copyFile(clip, path)
  const facts = await probe(clip)
  source = await aSource(app.deps, {
    ...(await app.deps.blobs
      .adopt(path)
      .then(({ sha256, sizeBytes }) => ({ sha256, size_bytes: sizeBytes }))),
    facts: JSON.stringify(facts),
    analysis: JSON.stringify({ loudness: { integratedLufs: -18.24 } }),
    duration_ms: facts.durationMs,
  })
}, 120_000)
afterAll(() => app.close())

const ask = (versionId: string, preset = 'h264-mp4-1080p25', role: 'scheduler' | 'producer' = 'scheduler') =>
  app.as(role).post(`/api/versions/${versionId}/deliveries`, { preset })

const listed = async (versionId: string) =>
  (await app.as('scheduler').get(`/api/versions/${versionId}/deliveries`)).json()

const work = () => runJob(app.deps, 'picture')

describe('deliveries', () => {
  it('are refused for what is not approved for television, sound alone, or unknown', async () => {
    expect(await codeOf(await ask((await aVersion(app.deps, { source })).id))).toBe('not_approved')
    const loud = await aVersion(app.deps, { source, approvedUses: ['loudspeaker'] })
    expect(await codeOf(await ask(loud.id))).toBe('not_approved')
    const heard = await aVersion(app.deps, { source, approvedUses: ['tv'], values: { sound_only: 1 } })
    expect(await codeOf(await ask(heard.id))).toBe('no_picture')
    const gone = await aVersion(app.deps, { source, approvedUses: ['tv'], values: { state: 'withdrawn' } })
    expect(await codeOf(await ask(gone.id))).toBe('withdrawn')
    const unread = await aVersion(app.deps, {
      source: await aSource(app.deps, { state: 'looked' }),
      approvedUses: ['tv'],
    })
    expect(await codeOf(await ask(unread.id))).toBe('not_ready')
    expect((await ask('none')).status).toBe(404)
    const good = await aVersion(app.deps, { source, approvedUses: ['tv'] })
    expect((await ask(good.id, 'vhs')).status).toBe(400)
    expect((await ask(good.id, 'h264-mp4-1080p25', 'producer')).status).toBe(403)
  })

  it('say beforehand, for every preset, what changes, how large the file will be and how long it takes', async () => {
    const version = await aVersion(app.deps, { source, approvedUses: ['tv'] })
    const { presets, hindrance, deliveries } = await listed(version.id)
    expect(hindrance).toBeNull()
    expect(deliveries).toEqual([])
    const of = (preset: string) => presets.find((one: { preset: string }) => one.preset === preset)
    const mp4 = of('h264-mp4-1080p25')
    expect(mp4.differences).toContain('Cỡ hình đổi từ 640x360 thành 1920x1080 điểm ảnh.')
    expect(of('xdcam-hd422-mxf').differences).toContain('Quét hình đổi từ liên tục sang xen kẽ.')
    expect(mp4.differences.at(-1)).toMatch(/từ -18,2 LUFS đưa về -23,0 LUFS/)
    expect(mp4.estimate).toMatchObject({ durationMs: 2000, learnt: false })
    expect(mp4.estimate.sizeBytes).toBeGreaterThan(1e6)
    expect(mp4.estimate.tookMs).toBeGreaterThan(100)
    expect(mp4.estimate.fitsFat32).toBe(true)
  })

  it('say before an hour of encoding that no disk formatted as FAT32 will hold the file', async () => {
    const durationMs = 15 * 60_000
    const facts = JSON.stringify(someFacts({ durationMs, picture: aPicture({ durationMs }) }))
    const long = await aSource(app.deps, { facts, duration_ms: durationMs })
    const { presets } = await listed((await aVersion(app.deps, { source: long, approvedUses: ['tv'] })).id)
    const fits = Object.fromEntries(
      presets.map((one: { preset: string; estimate: { fitsFat32: boolean } }) => [
        one.preset,
        one.estimate.fitsFat32,
      ]),
    )
    expect(fits).toMatchObject({ 'xdcam-hd422-mxf': false, 'h264-mp4-1080p25': true })
  })

  it('take apart the fields that an analysis found, as the page says it is done for television', async () => {
    const analysis = JSON.stringify({ loudness: null, findings: [{ code: 'fields_undeclared' }] })
    const facts = JSON.stringify(someFacts())
    const combed = await aSource(app.deps, { facts, analysis })
    const version = await aVersion(app.deps, { source: combed, approvedUses: ['tv'] })
    const { presets } = await listed(version.id)
    const { differences } = presets.find((one: { preset: string }) => one.preset === 'h264-mp4-1080p25')
    expect(differences).toContain('Quét hình đổi từ xen kẽ sang liên tục.')
    const { id } = await (await ask(version.id)).json()
    const delivery = await deliveryById(app.deps.db, id)
    expect(askedFor(delivery ?? { preset: 'h264-mp4-1080p25', settings: '{}' }).deinterlace).toBe('always')
    const claim = await app.deps.jobs.claim('picture')
    if (claim) await app.deps.jobs.fail(claim, { code: 'cancelled', message: '', final: true })
  })

  it('are whole folders at the station’s loudness, served by range under ASCII names, and made once', async () => {
    const work = await aWork(app.deps, { title: 'Lễ hội Lồng Tồng' })
    const version = await aVersion(app.deps, { work, source, approvedUses: ['tv'] })
    const [first, second] = await Promise.all([ask(version.id), ask(version.id)])
    expect([first.status, second.status].sort()).toEqual([200, 201])
    const { id } = await first.json()
    expect((await second.json()).id).toBe(id)
    const base = `/api/deliveries/${id}`
    expect(await codeOf(await app.as('scheduler').get(`${base}/zip`))).toBe('delivery_not_ready')
    await runJob(app.deps, 'picture')
    const [delivery] = (await listed(version.id)).deliveries
    const folder = 'le-hoi-long-tong_b1_h264-mp4-1080p25'
    expect(delivery).toMatchObject({
      ...{ id, state: 'ready', stopped: null, presetName: 'H.264 MP4 1080p25' },
      folderName: folder,
    })
    expect(delivery.programme.after.loudnessLufs).toBeCloseTo(-23, 0)
    expect(delivery.programme.after.peakDbtp).toBeLessThanOrEqual(-1)
    const programme = delivery.files[0]
    expect(programme).toMatchObject({ role: 'programme', name: `${folder}.mp4` })
    const roles = delivery.files.map((file: { role: string }) => file.role)
    expect(roles).toEqual(['programme', 'qc', 'cues', 'cues-sheet', 'hashes', 'minutes'])
    for (const { name } of delivery.files) expect(name).toMatch(/^le-hoi-long-tong_[a-z0-9._-]+$/)
    const list = await app.as('producer').get(`${base}/files/${folder}_sha256.txt`)
    expect(await list.text()).toContain(`${programme.sha256}  ${programme.name}\n`)
    const url = `${base}/files/${programme.name}`
    const served = await app.as('producer').get(url)
    expect(served.headers.get('content-disposition')).toContain(`filename="${folder}.mp4"`)
    const bytes = Buffer.from(await served.arrayBuffer())
    expect(sha256Of(bytes)).toBe(programme.sha256)
    const part = await app.as('producer').get(url, { range: 'bytes=10-19' })
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true)
    const path = await app.deps.blobs.localPath(programme.sha256)
    expect(Math.abs(((await measureLoudness(path)).integratedLufs ?? 0) + 23)).toBeLessThan(0.5)
    expect((await app.as('producer').get(`${base}/files/khong-co.mp4`)).status).toBe(404)
    const again = await ask(version.id)
    expect(again.status).toBe(200)
    expect((await again.json()).id).toBe(id)
    expect(await app.deps.jobs.claim('picture')).toBeUndefined()
  }, 120_000)

  it('keep the station’s answer, and why it refused', async () => {
    const version = await aVersion(app.deps, { source, approvedUses: ['tv'] })
    const { id } = await (await ask(version.id)).json()
    const answer = (values: object) => app.as('scheduler').post(`/api/deliveries/${id}/answer`, values)
    expect(await codeOf(await answer({ taken: true }))).toBe('delivery_not_ready')
    await work()
    expect(await codeOf(await answer({ taken: false, why: ' ' }))).toBe('reason_missing')
    expect(await (await answer({ taken: false, why: 'Thiếu cue sheet' })).json()).toMatchObject({
      state: 'refused',
    })
    expect((await listed(version.id)).deliveries[0]).toMatchObject({ state: 'refused' })
    expect(await (await answer({ taken: true })).json()).toMatchObject({ state: 'taken', answer: null })
    expect((await listed(version.id)).deliveries[0].answers).toMatchObject([
      { taken: true, why: '', saidBy: 'scheduler', byLink: false },
      { taken: false, why: 'Thiếu cue sheet', saidBy: 'scheduler', byLink: false },
    ])
    expect((await app.as('scheduler').post('/api/deliveries/none/answer', { taken: true })).status).toBe(404)
    expect((await app.as('producer').post(`/api/deliveries/${id}/answer`, { taken: true })).status).toBe(403)
  })

  it('never leave once the approval is gone or the content has changed', async () => {
    const version = await aVersion(app.deps, { source, approvedUses: ['tv'] })
    const { id } = await (await ask(version.id)).json()
    await work()
    const file = () => app.as('scheduler').get(`/api/deliveries/${id}/zip`)
    expect((await file()).status).toBe(200)
    const set = (values: object) =>
      app.deps.db.updateTable('version').set(values).where('id', '=', version.id).execute()
    await set({ approved_uses: '[]' })
    expect(await codeOf(await file())).toBe('not_approved')
    await set({ approved_uses: '["tv"]', content_id: 'f'.repeat(64) })
    expect(await codeOf(await file())).toBe('content_changed')
    expect((await listed(version.id)).deliveries[0].stopped).toBe('content_changed')
  })

  it('are not ready when the approval was lost while they were made', async () => {
    const version = await aVersion(app.deps, { source, approvedUses: ['tv'] })
    await ask(version.id)
    const claim = await app.deps.jobs.claim('picture')
    if (!claim) throw new Error('nothing to do')
    const context = { deps: app.deps, signal: AbortSignal.timeout(60_000), progress: () => undefined }
    const recording = await deliveryJobs[claim.kind]?.run(claim, context)
    await app.deps.db
      .updateTable('version')
      .set({ approved_uses: '[]' })
      .where('id', '=', version.id)
      .execute()
    await expect(app.deps.jobs.finish(claim, recording ?? (async () => undefined))).rejects.toMatchObject({
      code: 'not_approved',
    })
    expect((await listed(version.id)).deliveries[0]).toMatchObject({ state: 'making', files: [] })
    await app.deps.jobs.fail(claim, { code: 'not_approved', message: '', final: true })
  })

  it('are not made of what lost its approval while they waited, and can be asked for again', async () => {
    const version = await aVersion(app.deps, { source, approvedUses: ['tv'] })
    const { id } = await (await ask(version.id)).json()
    const approve = (uses: string) =>
      app.deps.db.updateTable('version').set({ approved_uses: uses }).where('id', '=', version.id).execute()
    await approve('[]')
    await work()
    expect((await listed(version.id)).deliveries[0]).toMatchObject({ state: 'failed', files: [] })
    await approve('["tv"]')
    const again = await ask(version.id)
    expect(again.status).toBe(201)
    expect((await again.json()).id).toBe(id)
    await work()
    expect((await listed(version.id)).deliveries[0].state).toBe('ready')
  })
})
