import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aVersion, aWork } from '../support/library.ts'

let app: Awaited<ReturnType<typeof anApp>>
let versionId: string
beforeAll(async () => {
  app = await anApp()
  versionId = (await aVersion(app.deps)).id
})
afterAll(() => app.close())

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 7)])

function attach(
  body: Uint8Array | null,
  values: Record<string, string> = {},
  role: 'approver' | 'producer' | 'official' = 'approver',
) {
  const query = new URLSearchParams({
    subjectKind: 'version',
    subjectId: versionId,
    name: 'Phiếu đã ký.jpg',
    ...values,
  })
  return app.as(role).request('POST', `/api/documents?${query}`, body ?? undefined)
}

describe('documents', () => {
  it('keeps a photo of a signed slip and gives back its very bytes, for saving only', async () => {
    const response = await attach(jpeg)
    expect(response.status).toBe(201)
    const document = await response.json()
    expect(document).toMatchObject({
      mediaType: 'image/jpeg',
      sizeBytes: jpeg.length,
      attachedBy: 'approver',
    })
    const served = await app.as('official').get(`/api/documents/${document.id}`)
    expect(Buffer.from(await served.arrayBuffer()).equals(jpeg)).toBe(true)
    expect(served.headers.get('content-disposition')).toMatch(/^attachment; filename="Phieu da ky.jpg"/)
    expect(served.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(served.headers.get('x-content-type-options')).toBe('nosniff')
    const part = await app.as('official').get(`/api/documents/${document.id}`, { range: 'bytes=0-2' })
    expect(part.status).toBe(206)
    const list = await app.as('scheduler').get(`/api/documents?subjectKind=version&subjectId=${versionId}`)
    expect((await list.json()).documents.map((one: { id: string }) => one.id)).toContain(document.id)
  })

  it('goes by the first bytes, not by the name', async () => {
    expect((await (await attach(Buffer.from('%PDF-1.7 …'))).json()).mediaType).toBe('application/pdf')
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])
    expect((await (await attach(png)).json()).mediaType).toBe('image/png')
    for (const hostile of ['<svg onload=alert(1)>', 'MZ', 'GIF89a1234567', '<html>'])
      expect(await codeOf(await attach(Buffer.from(hostile)))).toBe('document_kind')
  })

  it('refuses what is empty or larger than 20 MB, and leaves nothing behind', async () => {
    expect(await codeOf(await attach(null))).toBe('empty_file')
    const large = await attach(Buffer.concat([jpeg, Buffer.alloc(20_000_000)]))
    expect(large.status).toBe(413)
    const { readdir } = await import('node:fs/promises')
    expect((await readdir(app.deps.blobs.workDir)).filter((name) => name.startsWith('document-'))).toEqual([])
  })

  it('refuses names that are paths, endless, or hide their order', async () => {
    for (const name of ['../../etc/passwd', 'a\\b.pdf', 'x'.repeat(300), '..', 'anh\u202egpj.exe', ' '])
      expect(await codeOf(await attach(jpeg, { name }))).toBe('bad_file_name')
    expect((await attach(jpeg, { name: 'ảnh 🎶 ký.jpg' })).status).toBe(201)
  })

  it('refuses an unknown subject, another unit’s for a producer, and roles that only read', async () => {
    expect((await attach(jpeg, { subjectId: 'none' })).status).toBe(404)
    expect((await attach(jpeg, { subjectKind: 'secret' })).status).toBe(400)
    expect((await attach(jpeg, {}, 'official')).status).toBe(403)
    const foreign = await aVersion(app.deps, { work: await aWork(app.deps, { unit_id: 'unit-centre' }) })
    expect((await attach(jpeg, { subjectId: foreign.id }, 'producer')).status).toBe(403)
    expect((await attach(jpeg, {}, 'producer')).status).toBe(201)
    expect((await app.as('film_team').get('/api/documents/none')).status).toBe(403)
    expect((await app.as('official').get('/api/documents/none')).status).toBe(404)
  })
})
