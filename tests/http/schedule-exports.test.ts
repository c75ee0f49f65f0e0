import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { XMLParser } from 'fast-xml-parser'
import ICAL from 'ical.js'
import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { found } from '../../server/errors.ts'
import { channelById } from '../../server/schedule/channels.queries.ts'
import { weekXmltv } from '../../server/schedule/exports/week-xmltv.ts'
import type { Slot } from '../../server/schedule/slots.queries.ts'
import { aVersion, aWork } from '../support/library.ts'
import { anAppWithChannel, CHANNEL, errorOf, SUNDAY } from '../support/schedule.ts'

const run = promisify(execFile)
let app: Awaited<ReturnType<typeof anAppWithChannel>>
let dir: string

const TITLE = 'Âm vang miền biên cương: “Ễ Ộ Ự ẵ ỹ” <&>'
beforeAll(async () => {
  app = await anAppWithChannel()
  dir = await mkdtemp(join(tmpdir(), 'vang-exports-'))
  const work = await aWork(app.deps, { title: TITLE })
  await aVersion(app.deps, { work, language: 'tyz', durationMs: 3_504_000, approvedUses: ['tv'] })
  const first = await app.aSlot({ day: SUNDAY, start: '20:10', workId: work.id, note: 'Lần đầu' })
  await app.as('scheduler').post(`/api/slots/${first.id}/repeats`, { day: SUNDAY, start: '23:30' })
  await app.aSlot({
    day: '2021-09-27',
    start: '19:00',
    kind: 'relay',
    title: '=CMD("x")',
    durationMs: 2_700_000,
  })
  await app.publish(['2021-09-27', SUNDAY])
  await app.aSlot({ day: '2021-09-28', start: '19:00', title: 'Chỉ trong bản nháp' })
})
afterAll(async () => {
  await rm(dir, { recursive: true, force: true })
  await app.close()
})

const fetchWeek = (file: string, query = 'from=2021-09-27', headers?: Record<string, string>) =>
  app.as('official').get(`/api/channels/${CHANNEL}/files/${file}?${query}`, headers)

const cells = async (query?: string, headers?: Record<string, string>) => {
  const response = await fetchWeek('xlsx', query, headers)
  const [sheet] = await readExcelFile(Buffer.from(await response.arrayBuffer()))
  return (sheet?.data ?? []).map((row) => row.map(String))
}

describe('the Excel table', () => {
  it('holds the week in force, row by row, with formulas as plain words', async () => {
    const rows = await cells()
    expect(rows[0]?.[0]).toBe('LỊCH PHÁT SÓNG TRUYỀN HÌNH')
    expect(rows[2]?.[0]).toBe('(Từ ngày 27/9 đến ngày 03/10/2021)')
    expect(rows.slice(-3).map((row) => row.slice(0, 7))).toEqual([
      ['Thứ Hai', '27/09/2021', '19:00', '=CMD("x")', `45'00"`, 'Phát mới', 'null'],
      ['Chủ nhật', '03/10/2021', '20:10', TITLE, `58'24"`, 'Phát mới', 'Tiếng Tày'],
      ['Chủ nhật', '03/10/2021', '23:30', TITLE, `58'24"`, 'Phát lại', 'Tiếng Tày'],
    ])
    expect(JSON.stringify(rows)).not.toContain('nháp')
  })

  it('says loudly that a draft is one, and names its file so', async () => {
    const rows = await cells('from=2021-09-27&of=draft')
    expect(rows[0]?.[0]).toBe('BẢN NHÁP')
    expect(JSON.stringify(rows)).toContain('Chỉ trong bản nháp')
    const response = await fetchWeek('xlsx', 'from=2021-09-27&of=draft')
    expect(response.headers.get('content-disposition')).toContain('lich-phat-song-2021-09-27-ban-nhap.xlsx')
  })

  it('speaks English to who reads English', async () => {
    expect((await cells(undefined, { 'accept-language': 'en' }))[0]?.[0]).toBe('TELEVISION SCHEDULE')
  })
})

describe('XMLTV', () => {
  const validate = async (xml: string) => {
    const path = join(dir, `${Math.random()}.xml`)
    await writeFile(path, xml)
    // The DTD that the package brings along, instead of one from the network.
    return run('tv_validate_file', [path], {
      env: { ...process.env, XMLTV_SUPPLEMENT: '/usr/share/xmltv' },
    }).then(
      ({ stdout }) => stdout,
      (error: { stdout: string; stderr: string }) => Promise.reject(new Error(error.stdout + error.stderr)),
    )
  }

  it('is valid, in the station’s zone and half-open', async () => {
    const xml = await (await fetchWeek('xmltv')).text()
    await expect(validate(xml)).resolves.toContain('ok')
    const { tv } = new XMLParser({ ignoreAttributes: false }).parse(xml)
    expect(tv.channel['display-name']['#text']).toBe('Truyền hình Cao Bằng')
    expect(tv.programme.map((p: Record<string, string>) => [p['@_start'], p['@_stop']])).toEqual([
      ['20210927190000 +0700', '20210927194500 +0700'],
      ['20211003201000 +0700', '20211003210824 +0700'],
      ['20211003233000 +0700', '20211004002824 +0700'],
    ])
    expect(tv.programme[1].title['#text']).toBe(TITLE)
    expect(tv.programme.map((p: object) => 'previously-shown' in p)).toEqual([false, false, true])
  })

  it('is valid as a draft too, and says so', async () => {
    const xml = await (await fetchWeek('xmltv', 'from=2021-09-27&of=draft')).text()
    expect(xml).toContain('BẢN NHÁP')
    await expect(validate(xml)).resolves.toContain('ok')
  })

  it('stays valid whatever stands in a title: control characters, lone surrogates, mark-up', async () => {
    const slot = {
      slotId: 'a',
      startsAt: '2021-10-03T13:10:00.000Z',
      endsAt: '2021-10-03T13:40:00.000Z',
      durationMs: 1_800_000,
      kind: 'title' as const,
      workId: null,
      language: 'hmn',
      run: 'first' as const,
      firstSlotId: null,
      version: null,
    }
    const titles = ['\u0000\u0008\u000b\uFFFE', 'a\ud800b', ']]><!-- & "x" --><?x?>', 'Ễ Ộ Ự ẵ ỹ']
    const channel = { ...found(await channelById(app.deps.reads, CHANNEL)), name: 'Kênh \u0001' }
    const xml = weekXmltv('vi', {
      channel,
      from: '2021-09-27',
      to: SUNDAY,
      of: 'published',
      days: [
        {
          day: SUNDAY,
          number: 1,
          publishedAt: null,
          slots: titles.map((title) => ({ ...slot, title, note: title })),
        },
      ],
    })
    await expect(validate(xml)).resolves.toContain('ok')
    expect(xml).toContain('<title lang="vi">ab</title>')
  })

  it('would be refused by the same validator if the children stood in another order', async () => {
    const xml = await (await fetchWeek('xmltv')).text()
    const wrong = xml.replace(/(<title[\s\S]*?<\/title>)([\s\S]*?)(<length[\s\S]*?<\/length>)/, '$3$2$1')
    await expect(validate(wrong)).rejects.toThrow()
  })
})

describe('the message', () => {
  it('is plain text with a block per day and (PL) after a repeat', async () => {
    const response = await fetchWeek('txt')
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await response.text()).toBe(
      [
        'LỊCH PHÁT SÓNG TRUYỀN HÌNH',
        'Truyền hình Cao Bằng',
        '(Từ ngày 27/9 đến ngày 03/10/2021)',
        '',
        'Thứ Hai, 27/09/2021',
        '19:00 =CMD("x")',
        '',
        'Chủ nhật, 03/10/2021',
        `20:10 ${TITLE}`,
        `23:30 ${TITLE} (PL)`,
        '',
      ].join('\n'),
    )
  })
})

describe('the sheet that is printed', () => {
  it('carries each day’s number, so that an old print can be told from the current one', async () => {
    const sheet = (await (
      await app.as('official').get(`/api/channels/${CHANNEL}/sheet?from=2021-09-27`)
    ).json()) as {
      days: { number: number | null }[]
      of: string
    }
    expect(sheet.days.map((day) => day.number)).toEqual([1, null, null, null, null, null, 1])
  })

  it('has a code that leads to one of our own pages, and to nobody else’s', async () => {
    const qr = (path: string) => app.as('official').get(`/api/qr.svg?path=${encodeURIComponent(path)}`)
    const response = await qr('/lich/in?from=2021-09-27&ban=1')
    expect(response.headers.get('content-type')).toBe('image/svg+xml')
    expect(await response.text()).toContain('<svg')
    for (const path of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere', 'lich', '/a b'])
      expect((await qr(path)).status).toBe(400)
  })
})

describe('CSV', () => {
  it('opens in Excel: a mark, semicolons, and nothing that Excel would calculate', async () => {
    const response = await fetchWeek('csv')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = bytes.toString('utf8').slice(1).split('\r\n')
    expect(lines[0]).toBe('Thứ;Ngày;Giờ;Chương trình;Thời lượng;Lượt phát;Ngôn ngữ;Ghi chú;Loại mục')
    expect(lines[1]).toBe(`Thứ Hai;27/09/2021;19:00;"'=CMD(""x"")";"45'00""";Phát mới;;;Tiếp sóng`)
    expect(lines).toHaveLength(5)
  })

  it('says in its first line that a draft is one', async () => {
    expect(await (await fetchWeek('csv', 'from=2021-09-27&of=draft')).text()).toMatch(/^\uFEFF?BẢN NHÁP\r\n/)
  })
})

describe('iCalendar', () => {
  const read = (text: string) => {
    const calendar = new ICAL.Component(ICAL.parse(text))
    return {
      name: calendar.getFirstPropertyValue('x-wr-calname'),
      events: calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event)),
      sequences: calendar
        .getAllSubcomponents('vevent')
        .map((event) => event.getFirstPropertyValue('sequence')),
    }
  }
  const feed = async () =>
    ((await (await app.as('official').get(`/api/channels/${CHANNEL}/feed`)).json()) as { address: string })
      .address
  const open = async (address: string) => app.as(null).get(new URL(address).pathname)

  it('is read by a parser of calendars, in UTC, with long titles folded at 75 octets', async () => {
    const text = await (await fetchWeek('ics')).text()
    const { name, events } = read(text)
    expect(name).toBe('Truyền hình Cao Bằng')
    expect(events.map((event) => [event.summary, event.startDate.toJSDate().toISOString()])).toEqual([
      ['=CMD("x")', '2021-09-27T12:00:00.000Z'],
      [TITLE, '2021-10-03T13:10:00.000Z'],
      [`${TITLE} (PL)`, '2021-10-03T16:30:00.000Z'],
    ])
    expect(events[1]?.description).toBe('Lần đầu')
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('says in every event that a draft is one', async () => {
    const { name, events } = read(await (await fetchWeek('ics', 'from=2021-09-27&of=draft')).text())
    expect(name).toContain('BẢN NHÁP')
    expect(events.every((event) => event.summary.startsWith('[BẢN NHÁP] '))).toBe(true)
  })

  it('is subscribed to without an account, holds what was published and not the draft', async () => {
    const response = await open(await feed())
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(response.headers.get('x-robots-tag')).toContain('noindex')
    const text = await response.text()
    expect(text).not.toContain('Chỉ trong bản nháp')
    expect(read(text).events).toHaveLength(3)
  })

  it('keeps an event’s name through a second publication, which alone counts its sequence on', async () => {
    const before = read(await (await open(await feed())).text())
    const news = (await app.week()).days[0]?.slots[0]
    if (!news) throw new Error('No slot')
    await app.move(news as Slot, { start: '19:30' })
    await app.publish(['2021-09-27'])
    const after = read(await (await open(await feed())).text())
    expect(after.events.map((event) => event.uid)).toEqual(before.events.map((event) => event.uid))
    expect(after.sequences.slice(1)).toEqual(before.sequences.slice(1))
    expect(Number(after.sequences[0])).toBeGreaterThanOrEqual(Number(before.sequences[0]))
    expect(after.events[0]?.startDate.toJSDate().toISOString()).toBe('2021-09-27T12:30:00.000Z')
  })

  it('opens nothing to who guesses, nor by an address that was renewed', async () => {
    const address = await feed()
    expect((await open(address.replace(/feeds\/..../, 'feeds/AAAA'))).status).toBe(404)
    expect((await open(address.replace('cao-bang', 'vtv1'))).status).toBe(404)
    expect((await app.as('official').post(`/api/channels/${CHANNEL}/feed/renew`, {})).status).toBe(403)
    const renewed = await app.as('scheduler').post(`/api/channels/${CHANNEL}/feed/renew`, {})
    const next = ((await renewed.json()) as { address: string }).address
    expect(next).not.toBe(address)
    expect((await open(address)).status).toBe(404)
    expect((await open(next)).status).toBe(200)
    expect(await feed()).toBe(next)
    expect((await app.as('scheduler').post('/api/channels/vtv1/feed/renew', {})).status).toBe(404)
  })
})

describe('the paper to sign', () => {
  it('is a PDF of A4 with the words of a letter, letters whole', async () => {
    const path = join(dir, 'week.pdf')
    await writeFile(path, Buffer.from(await (await fetchWeek('pdf')).arrayBuffer()))
    const { stdout } = await run('pdftotext', ['-layout', path, '-'])
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'LỊCH PHÁT SÓNG TRUYỀN HÌNH',
      '(Từ ngày 27/9 đến ngày 03/10/2021)',
      'Chủ nhật, ngày 03/10/2021',
      `${TITLE} (PL)`,
      'Bản số 2',
    ])
      expect(stdout.normalize('NFC')).toContain(words)
    expect(stdout).not.toContain('BẢN NHÁP')
    expect((await run('pdfinfo', [path])).stdout).toContain('A4')
  })

  it('is a Word document in the same form, its number hidden on the first page', async () => {
    const path = join(dir, 'week.docx')
    await writeFile(
      path,
      Buffer.from(await (await fetchWeek('docx', 'from=2021-09-27&of=draft')).arrayBuffer()),
    )
    const part = async (name: string) =>
      (await run('unzip', ['-p', path, name], { maxBuffer: 1 << 24 })).stdout
    const body = await part('word/document.xml')
    const { document } = { document: new XMLParser().parse(body) }
    expect(document['w:document']).toBeDefined()
    const said = [...body.matchAll(/<w:t[^>]*>([^<]*)/g)].map((match) => match[1])
    expect(said).toEqual(
      expect.arrayContaining([
        'BẢN NHÁP',
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        '20:10',
        'Giờ',
        'Chương trình',
      ]),
    )
    expect(body.includes('w:titlePg')).toBe(true)
    expect(body.includes('Times New Roman')).toBe(true)
    // 30 mm on the left, 20 at the top, in twentieths of a point.
    expect(/<w:pgMar[^>]*w:top="113[34]"/.test(body)).toBe(true)
    expect(/<w:pgMar[^>]*w:left="170[01]"/.test(body)).toBe(true)
    expect(body.match(/<w:tblHeader/g)).toHaveLength(3)
  })
})

describe('the day for ffplayout', () => {
  const playlist = async (of: string) =>
    (await (
      await app
        .as('official')
        .get(`/api/channels/${CHANNEL}/days/${of}/ffplayout.json?folder=/media&filler=/f.mp4`)
    ).json()) as { date: string; program: Record<string, string | number>[] }

  it('lays clips end to end over the whole day, filler between, and cuts at midnight', async () => {
    const { date, program } = await playlist(SUNDAY)
    expect(date).toBe(SUNDAY)
    const total = program.reduce((sum, clip) => sum + Number(clip.out) - Number(clip.in), 0)
    expect(total).toBeCloseTo(86_400, 3)
    const ours = program.filter((clip) => clip.source !== '/f.mp4')
    expect(ours.map((clip) => [clip.in, clip.out, clip.title])).toEqual([
      [0, 3504, TITLE],
      [0, 1800, TITLE],
    ])
    expect(ours[0]?.source).toMatch(/^\/media\/[0-9a-f]{64}/)
    expect(program.some((clip) => 'audio' in clip)).toBe(false)
  })

  it('begins the next day with what was left of the night’s programme', async () => {
    await app.publish(['2021-09-28'])
    await app.aSlot({ day: '2021-10-04', start: '06:00', title: 'Chào buổi sáng' })
    await app.publish(['2021-10-04'])
    const { program } = await playlist('2021-10-04')
    expect(program[0]).toMatchObject({ in: 1800, out: 3504, title: TITLE })
  })

  it('makes none of a day that was never published', async () => {
    const response = await app.as('official').get(`/api/channels/${CHANNEL}/days/2022-01-01/ffplayout.json`)
    expect(response.status).toBe(404)
  })
})

it('makes no file of a week of which nothing was published', async () => {
  for (const file of ['pdf', 'docx', 'xlsx', 'csv', 'txt', 'ics', 'xmltv'])
    expect(await errorOf(await fetchWeek(file, 'from=2022-01-03'))).toMatchObject({ code: 'not_found' })
  expect((await app.as('official').get('/api/channels/vtv1/files/txt?from=2021-09-27')).status).toBe(404)
  expect((await fetchWeek('txt', 'from=2021-09-27&of=all')).status).toBe(400)
})
