import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LanguageCell } from '../../server/library/languages/languages.schema.ts'
import { bodyOf, codeOf } from '../support/answers.ts'
import { anApp } from '../support/app.ts'
import { aSource, aVersion, aWork } from '../support/library.ts'

let site: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  site = await anApp()
  const place = (id: string, name: string, languages: string[]) => ({
    id,
    scheme: 'gso',
    code: id,
    name,
    sort_key: name,
    folded: name,
    level: 'commune' as const,
    valid_from: '2020-01-01',
    languages: JSON.stringify(languages),
  })
  await site.deps.db
    .insertInto('area')
    .values([
      place('mong', 'Cốc Pàng', ['hmn', 'tyz']),
      place('tay', 'Nước Hai', ['tyz', 'nut']),
      place('nung', 'Phúc Sen', ['nut']),
      { ...place('gone', 'Xã cũ', ['hmn']), valid_to: '2021-01-01' },
    ])
    .execute()
  await site.deps.db
    .updateTable('person')
    .set({ languages: '["vi","hmn"]' })
    .where('id', 'in', ['person-producer', 'person-official'])
    .execute()
})
afterAll(() => site.close())

interface Matrix {
  cells: (LanguageCell & {
    recorders: { id: string }[]
    listeners: { id: string }[]
    lastListener: string | null
    firstIn: number
  })[]
  wordless: boolean
  unheard: { places: { name: string }[]; viForNow: boolean }
}
interface Room {
  version: { listener: string | null; listenedAt: string | null }
  script: { translationVi: string | null; revision: string } | null
}
interface Library {
  languages: { language: string; approved: number; waiting: number; recorded: number; none: number }[]
  works: { id: string; title: string; cells: LanguageCell[] }[]
  total: number
}
const matrixOf = async (workId: string): Promise<Matrix> =>
  bodyOf(await site.as('producer').get(`/api/works/${workId}/languages`))
const library = async (query: string): Promise<Library> =>
  bodyOf(await site.as('official').get(`/api/languages?${query}`))
const cellOf = (matrix: { cells: LanguageCell[] }, language: string) =>
  matrix.cells.find((cell) => cell.language === language)

const script = (workId: string, language: string, translationVi: string | null) =>
  site.as('producer').put(`/api/works/${workId}/scripts/${language}`, { text: 'Lus qhia', translationVi })

describe('one work against the languages', () => {
  it('says what comes next from the empty page to the approved recording', async () => {
    const work = await aWork(site.deps, { title: 'Thông báo tiêm phòng' })
    const mong = async () => cellOf(await matrixOf(work.id), 'hmn')
    expect(await mong()).toMatchObject({ standing: 'none', hasScript: false, next: 'write' })

    expect((await script(work.id, 'hmn', null)).status).toBe(200)
    expect(await mong()).toMatchObject({ hasScript: true, hasTranslation: false, next: 'record' })

    const source = await aSource(site.deps, { state: 'arrived' })
    const version = await aVersion(site.deps, { work, source, language: 'hmn' })
    expect(await mong()).toMatchObject({ standing: 'recorded', versionId: version.id, next: 'check' })

    await site.deps.db
      .updateTable('source')
      .set({ state: 'ready' })
      .where('sha256', '=', source.sha256)
      .execute()
    expect(await mong()).toMatchObject({ next: 'translate' })

    const now = { state: 'submitted' as const }
    await site.deps.db.updateTable('version').set(now).where('id', '=', version.id).execute()
    expect(await mong()).toMatchObject({ standing: 'waiting', next: 'decide' })
  })

  it('names who of the unit may record a language, and whoever may listen to it', async () => {
    const work = await aWork(site.deps)
    const matrix = await matrixOf(work.id)
    const people = matrix.cells.find(({ language }) => language === 'hmn')
    expect(people?.recorders.map(({ id }) => id)).toEqual(['person-producer'])
    expect(people?.listeners.map(({ id }) => id).sort()).toEqual(['person-official', 'person-producer'])
    expect(people?.firstIn).toBe(1)
  })

  it('names the places that hear nothing in a language of theirs, closed ones left out', async () => {
    const work = await aWork(site.deps)
    await aVersion(site.deps, { work, language: 'vi', approvedUses: ['loudspeaker'] })
    const before = await matrixOf(work.id)
    expect(before.unheard.viForNow).toBe(true)
    expect(before.unheard.places.map(({ name }) => name)).toEqual(['Cốc Pàng', 'Nước Hai', 'Phúc Sen'])

    await aVersion(site.deps, { work, language: 'tyz', approvedUses: ['loudspeaker'] })
    // What television alone may show is heard in no village.
    await aVersion(site.deps, { work, language: 'nut', approvedUses: ['tv'] })
    expect((await matrixOf(work.id)).unheard.places.map(({ name }) => name)).toEqual(['Phúc Sen'])
  })

  it('takes the translation and a listener with the submission, and asks the same listener first next time', async () => {
    const work = await aWork(site.deps)
    const version = await aVersion(site.deps, { work, language: 'nut' })
    const submit = (more: object) =>
      site.as('producer').post(`/api/versions/${version.id}/submit`, { uses: ['loudspeaker'], ...more })
    expect(await codeOf(await submit({ listener: 'Ông Nông Văn Ủ' }))).toBe('translation_missing')
    expect(await codeOf(await submit({ translationVi: ' ' }))).toBe('translation_missing')
    const answer = await submit({ translationVi: 'Ngày mai tiêm phòng.', listener: 'Ông Nông Văn Ủ' })
    expect(answer.status).toBe(200)
    expect(cellOf(await matrixOf(work.id), 'nut')).toMatchObject({
      hasTranslation: true,
      standing: 'waiting',
    })

    const room = async (): Promise<Room> => bodyOf(await site.as('approver').get(`/api/review/${version.id}`))
    // Named by who submitted it; nobody has listened yet.
    expect((await room()).version).toMatchObject({ listener: 'Ông Nông Văn Ủ', listenedAt: null })
    expect((await room()).script?.translationVi).toBe('Ngày mai tiêm phòng.')
    const asked = async () =>
      (await matrixOf((await aWork(site.deps)).id)).cells.find(({ language }) => language === 'nut')
        ?.lastListener
    expect(await asked()).toBeNull()

    const decision = {
      verdict: 'approved',
      uses: ['loudspeaker'],
      reason: 'Đúng lời',
      listener: 'Ông Nông Văn Ủ',
      scriptRevision: (await room()).script?.revision,
    }
    const signed = await site
      .as('approver')
      .post(`/api/review/${version.id}/decision`, { ...decision, contentId: version.content_id })
    expect(signed.status).toBe(201)
    expect((await room()).version.listenedAt).not.toBeNull()
    expect(await asked()).toBe('Ông Nông Văn Ủ')
  })

  it('never writes over a translation that stands, nor over who has listened', async () => {
    const work = await aWork(site.deps)
    await script(work.id, 'nut', 'Đã dịch.')
    const values = { state: 'approved' as const, listener: 'Bà Én', listened_at: site.deps.clock.now() }
    const version = await aVersion(site.deps, {
      work,
      language: 'nut',
      approvedUses: ['loudspeaker'],
      values,
    })
    const answer = await site.as('producer').post(`/api/versions/${version.id}/submit`, {
      uses: ['tv'],
      translationVi: 'Dịch khác.',
      listener: 'Người khác',
    })
    expect(answer.status).toBe(200)
    const room: Room = await bodyOf(await site.as('approver').get(`/api/review/${version.id}`))
    expect([room.version.listener, room.script?.translationVi]).toEqual(['Bà Én', 'Đã dịch.'])
  })

  it('asks for no language where there are no words', async () => {
    const work = await aWork(site.deps, { kind: 'song' })
    await aVersion(site.deps, { work, language: null, approvedUses: ['loudspeaker'] })
    expect(await matrixOf(work.id)).toMatchObject({ wordless: true, unheard: { places: [] } })
  })
})

describe('the library against the languages', () => {
  it('counts each language and finds what stands where, by kind', async () => {
    const [none, waiting, both, music] = await Promise.all(
      ['Chưa có gì', 'Đang chờ', 'Hai bản', 'Nhạc'].map((title) =>
        aWork(site.deps, { title, kind: 'bulletin' }),
      ),
    )
    if (!none || !waiting || !both || !music) throw new Error('four works were asked for')
    await aVersion(site.deps, { work: none, language: 'vi', approvedUses: ['loudspeaker'] })
    await aVersion(site.deps, { work: waiting, language: 'hmn', values: { state: 'submitted' } })
    await aVersion(site.deps, { work: both, language: 'hmn', approvedUses: ['loudspeaker'] })
    await aVersion(site.deps, { work: both, language: 'hmn' })
    await aVersion(site.deps, { work: music, language: null })

    const all = await library('kind=bulletin')
    const mong = all.languages.find(({ language }) => language === 'hmn')
    expect(mong).toMatchObject({ approved: 1, waiting: 1, recorded: 0, none: 1 })

    const titles = async (query: string) =>
      (await library(`kind=bulletin&${query}`)).works.map(({ title }) => title)
    expect(await titles('missingLanguage=hmn')).toEqual(['Chưa có gì'])
    expect(await titles('language=hmn&standing=waiting')).toEqual(['Đang chờ'])
    expect(await titles('language=hmn&standing=approved')).toEqual(['Hai bản'])
    expect(await titles('language=hmn&standing=recorded')).toEqual([])
    expect(await titles('unheardIn=mong')).toEqual(['Chưa có gì', 'Đang chờ'])
  })

  it('goes page by page', async () => {
    const first: Library & { nextCursor: string } = await bodyOf(
      await site.as('official').get('/api/languages?kind=bulletin&limit=2'),
    )
    expect(first.works).toHaveLength(2)
    expect(first.total).toBe(4)
    const rest = await library(`kind=bulletin&limit=2&cursor=${first.nextCursor}`)
    expect(rest.works).toHaveLength(2)
  })
})
