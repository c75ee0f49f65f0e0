import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodyOf } from '../support/answers.ts'
import { anAppWithChannel, CHANNEL } from '../support/schedule.ts'

// Two corrections move the song to 20:10, 20:30 and 20:40, a third gives the late show to a relay.

const run = promisify(execFile)
const NOTE =
  'ĐÍNH CHÍNH (bản số 4): “Ca nhạc -- Then” 20:10 chuyển 20:40; 21:30 “Giải trí” thay bằng “Tiếp sóng”.'
let app: Awaited<ReturnType<typeof anAppWithChannel>>
let dir: string
let day: string

beforeAll(async () => {
  app = await anAppWithChannel()
  dir = await mkdtemp(join(tmpdir(), 'vang-corrections-'))
  day = (await app.anEmptyWeek())[0] ?? ''
  const song = await app.aSlot({
    day,
    start: '20:10',
    title: 'Ca nhạc -- Then',
    durationMs: 600_000,
    note: 'Lần đầu',
  })
  await app.aSlot({ day, start: '21:30', title: 'Giải trí' })
  await app.publish([day])
  const scheduler = app.as('scheduler')
  const urgent = (base: number, start: string) =>
    bodyOf(
      scheduler.post(`/api/channels/${CHANNEL}/days/${day}/urgent`, {
        base,
        moves: [{ slotId: song.id, start }],
      }),
    )
  await urgent(1, '20:30')
  await urgent(2, '20:40')
  const rule = {
    ...{ from: day, to: day, hours: { from: 0, to: 86_400 }, kinds: [], words: ['giải trí'], keepWords: [] },
    instead: { how: 'relay', title: 'Tiếp sóng' },
  }
  const shown = await bodyOf(scheduler.post(`/api/channels/${CHANNEL}/substitutions/preview`, rule))
  type Row = { day: string; slot: { slotId: string }; instead: unknown[] }
  const rows = shown.rows.map(({ day: of, slot, instead }: Row) => ({
    day: of,
    slotId: slot.slotId,
    instead,
  }))
  await bodyOf(
    scheduler.post(`/api/channels/${CHANNEL}/substitutions`, {
      name: 'Quốc tang',
      rule,
      seen: shown.seen,
      rows,
    }),
  )
})
afterAll(async () => {
  await rm(dir, { recursive: true, force: true })
  await app.close()
})

const file = (form: string, of = 'published') =>
  app.as('official').get(`/api/channels/${CHANNEL}/files/${form}?from=${day}&of=${of}`)

describe('a corrected day', () => {
  it('tells whoever holds the first print what differs from it, each row once', async () => {
    const sheet = await bodyOf(app.as('official').get(`/api/channels/${CHANNEL}/sheet?from=${day}`))
    expect(sheet.days.map((of: { correction: string }) => of.correction)).toEqual([
      NOTE,
      '',
      '',
      '',
      '',
      '',
      '',
    ])
    expect(JSON.stringify(sheet)).not.toContain('gone')
  })

  it('stands under the day in the message and on the papers that are signed', async () => {
    const message = await (await file('txt')).text()
    expect(message.split('\n').slice(4)).toEqual([
      expect.stringMatching(/^Thứ Hai/),
      '20:40 Ca nhạc -- Then',
      '21:30 Tiếp sóng',
      NOTE,
      '',
    ])
    const pdf = join(dir, 'week.pdf')
    await writeFile(pdf, Buffer.from(await (await file('pdf')).arrayBuffer()))
    const { stdout } = await run('pdftotext', [pdf, '-'])
    expect(stdout.normalize('NFC').replace(/\s+/g, ' ')).toContain(NOTE)
    const docx = join(dir, 'week.docx')
    await writeFile(docx, Buffer.from(await (await file('docx')).arrayBuffer()))
    const { stdout: xml } = await run('unzip', ['-p', docx, 'word/document.xml'])
    expect(xml).toContain(NOTE)
  })

  it('is told in XMLTV at the programme that moved, within its DTD', async () => {
    const path = join(dir, 'week.xml')
    const xml = await (await file('xmltv')).text()
    await writeFile(path, xml)
    const env = { ...process.env, XMLTV_SUPPLEMENT: '/usr/share/xmltv' }
    expect((await run('tv_validate_file', [path], { env })).stdout).toContain('ok')
    const [song, relay] = xml.match(/<programme[\s\S]*?<\/programme>/g) ?? []
    expect(song).toContain('“Ca nhạc -- Then” 20:10 chuyển 20:40.')
    expect(song).toContain('Lần đầu')
    expect(song).not.toContain('Giải trí')
    expect(relay).toContain('21:30 “Giải trí” thay bằng “Tiếp sóng”.')
  })

  it('reaches a subscribed calendar: the moved event with a note and a higher sequence, the lost one as cancelled', async () => {
    const { address } = await bodyOf(app.as('official').get(`/api/channels/${CHANNEL}/feed`))
    const text = await (await app.as(null).get(new URL(address).pathname)).text()
    const calendar = new ICAL.Component(ICAL.parse(text))
    const told = calendar.getAllSubcomponents('vevent').map((of) => {
      const event = new ICAL.Event(of)
      return {
        title: event.summary,
        at: event.startDate.toJSDate().toISOString().slice(11, 16),
        status: of.getFirstPropertyValue('status'),
        about: event.description,
        sequence: Number(of.getFirstPropertyValue('sequence')),
        changed: String(of.getFirstPropertyValue('last-modified')),
      }
    })
    expect(told).toMatchObject([
      {
        title: 'Ca nhạc -- Then',
        at: '13:40',
        status: 'CONFIRMED',
        about: 'ĐÍNH CHÍNH (bản số 4): “Ca nhạc -- Then” 20:10 chuyển 20:40.\nLần đầu',
      },
      { title: 'Tiếp sóng', at: '14:30', status: 'CONFIRMED' },
      { title: 'Giải trí', at: '14:30', status: 'CANCELLED' },
    ])
    const [latest] = await app.publicationsOf(day)
    expect(latest?.number).toBe(4)
    expect(told.every(({ sequence, changed }) => sequence > 0 && changed.startsWith('2021-'))).toBe(true)
  })

  it('is no matter for the draft, nor for who published the day anew in the ordinary way', async () => {
    expect(await (await file('txt', 'draft')).text()).not.toContain('ĐÍNH CHÍNH')
    await app.aSlot({ day, start: '22:30', title: 'Tin cuối ngày' })
    await app.publish([day])
    expect(await (await file('txt')).text()).not.toContain('ĐÍNH CHÍNH')
  })
})
