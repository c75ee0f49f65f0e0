import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { XMLParser } from 'fast-xml-parser'
import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { weekXmltv } from '../../server/schedule/exports/week-xmltv.ts'
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
  app.as('official').get(`/api/channels/${CHANNEL}/${file}?${query}`, headers)

const cells = async (query?: string, headers?: Record<string, string>) => {
  const response = await fetchWeek('week.xlsx', query, headers)
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
    const response = await fetchWeek('week.xlsx', 'from=2021-09-27&of=draft')
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
    const xml = await (await fetchWeek('week.xmltv')).text()
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
    const xml = await (await fetchWeek('week.xmltv', 'from=2021-09-27&of=draft')).text()
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
    const channel = {
      id: 'cao-bang',
      name: 'Kênh \u0001',
      dayStartsMin: 0,
      deadline: { weekday: 5, time: '15:00' },
      signature: { parent: '', body: '', place: '', capacity: '', name: '' },
    }
    const xml = weekXmltv('vi', {
      channel,
      from: '2021-09-27',
      to: SUNDAY,
      of: 'published',
      days: [{ day: SUNDAY, number: 1, slots: titles.map((title) => ({ ...slot, title, note: title })) }],
    })
    await expect(validate(xml)).resolves.toContain('ok')
    expect(xml).toContain('<title lang="vi">ab</title>')
  })

  it('would be refused by the same validator if the children stood in another order', async () => {
    const xml = await (await fetchWeek('week.xmltv')).text()
    const wrong = xml.replace(/(<title[\s\S]*?<\/title>)([\s\S]*?)(<length[\s\S]*?<\/length>)/, '$3$2$1')
    await expect(validate(wrong)).rejects.toThrow()
  })
})

describe('the message', () => {
  it('is plain text with a block per day and (PL) after a repeat', async () => {
    const response = await fetchWeek('week.txt')
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
    const sheet = (await (await fetchWeek('sheet')).json()) as {
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

it('makes no file of a week of which nothing was published', async () => {
  for (const file of ['week.xlsx', 'week.xmltv', 'week.txt'])
    expect(await errorOf(await fetchWeek(file, 'from=2022-01-03'))).toMatchObject({ code: 'not_found' })
  expect((await app.as('official').get('/api/channels/vtv1/week.txt?from=2021-09-27')).status).toBe(404)
  expect((await fetchWeek('week.txt', 'from=2021-09-27&of=all')).status).toBe(400)
})
