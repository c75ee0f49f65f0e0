import { Hono } from 'hono'
import qrcode from 'qrcode'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import type { Env } from '../../http/env.ts'
import { allow, byId, validate } from '../../http/route.ts'
import { originOf } from '../../http/security.ts'
import { printAside } from '../../print/print-aside.ts'
import type { Language } from '../../words/words.ts'
import { broadcastDayOf } from '../schedule.rules.ts'
import { day } from '../schedule.schema.ts'
import { type Sheet, sheetOf } from '../week.service.ts'
import { dayNote } from './correction-notes.ts'
import { ffplayoutDay } from './ffplayout.ts'
import { draftMark, weekText } from './paper.ts'
import { weekCsv } from './week-csv.ts'
import { weekDocx } from './week-docx.ts'
import { calendarText } from './week-ics.ts'
import { paperPath, weekLetter } from './week-letter.ts'
import { weekPdf } from './week-pdf.ts'
import { weekXlsx } from './week-xlsx.ts'
import { weekXmltv } from './week-xmltv.ts'

const tags = ['schedule']
const wanted = validate(
  'query',
  z.object({ from: day, of: z.enum(['published', 'draft']).default('published') }),
)
const forms = ['pdf', 'docx', 'xlsx', 'csv', 'txt', 'ics', 'xmltv'] as const
type Form = (typeof forms)[number]

const office = 'application/vnd.openxmlformats-officedocument'
const mediaTypes: Record<Form, string> = {
  pdf: 'application/pdf',
  docx: `${office}.wordprocessingml.document`,
  xlsx: `${office}.spreadsheetml.sheet`,
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  xmltv: 'application/xml; charset=utf-8',
}

interface Ask {
  language: Language
  today: string
  now: string
  /** The address under which people reach us, for the code on paper. */
  origin: string
  signal: AbortSignal
}

async function made(form: Form, sheet: Sheet, { language, today, now, origin, signal }: Ask) {
  if (form === 'txt') return weekText(language, sheet)
  if (form === 'csv') return weekCsv(language, sheet)
  if (form === 'xmltv') return weekXmltv(language, sheet)
  if (form === 'xlsx') return await weekXlsx(language, sheet)
  if (form === 'ics') {
    const days = sheet.days.map((of) => ({
      at: (sheet.of === 'published' && of.publishedAt) || now,
      slots: of.slots,
      corrected: of.corrected,
    }))
    return calendarText(language, { channel: sheet.channel, draft: draftMark(language, sheet), days })
  }
  const letter = weekLetter(language, sheet, today)
  const path = origin + paperPath(sheet)
  const code = { margin: 1, errorCorrectionLevel: 'M' } as const
  if (form === 'docx') return await weekDocx(letter, { today, qr: await qrcode.toBuffer(path, code) })
  return await printAside(
    weekPdf(letter, { today, qr: await qrcode.toString(path, { type: 'svg', ...code }) }),
    signal,
  )
}

/** The week in the forms people use: to sign, to edit, to calculate with, to send, to subscribe to, to play. */
export const exportsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/channels/:id/sheet',
      allow('schedule.read', { summary: 'The week as it is printed', tags }),
      byId,
      wanted,
      async (c) => {
        const { from, of } = c.req.valid('query')
        const sheet = await sheetOf(deps.reads, c.req.valid('param').id, from, of)
        const days = sheet.days.map(({ corrected, ...day }) => ({
          ...day,
          correction: dayNote(c.get('language'), corrected),
        }))
        return c.json({ ...sheet, days })
      },
    )
    .get(
      '/channels/:id/files/:form',
      allow('schedule.read', { summary: `The week as a file: ${forms.join(', ')}`, tags }),
      validate('param', z.object({ id: z.string().max(64), form: z.enum(forms) })),
      wanted,
      async (c) => {
        const { id, form } = c.req.valid('param')
        const { from, of } = c.req.valid('query')
        const sheet = await sheetOf(deps.reads, id, from, of)
        // Nothing was published of an empty week, so there is no file of it either.
        if (sheet.days.every((shown) => shown.slots.length === 0)) throw new DomainError('not_found')
        const now = deps.clock.now()
        const bytes = await made(form, sheet, {
          language: c.get('language'),
          today: broadcastDayOf(now),
          now,
          origin: originOf(c, deps.config.publicUrl),
          signal: c.req.raw.signal,
        })
        const name = `lich-phat-song-${from}${of === 'draft' ? '-ban-nhap' : ''}.${form === 'xmltv' ? 'xml' : form}`
        return c.body(typeof bytes === 'string' ? bytes : new Uint8Array(bytes), 200, {
          'content-type': mediaTypes[form],
          'content-disposition': `attachment; filename="${name}"`,
          'cache-control': 'no-store',
        })
      },
    )
    .get(
      '/channels/:id/days/:day/ffplayout.json',
      allow('schedule.read', { summary: 'A published day as ffplayout’s playlist', tags }),
      validate('param', z.object({ id: z.string().max(64), day })),
      validate(
        'query',
        z.object({
          folder: z.string().max(300).default('/var/lib/ffplayout/tv-media'),
          filler: z.string().max(300).default('/var/lib/ffplayout/tv-media/filler.mp4'),
        }),
      ),
      async (c) => {
        const { id, day: of } = c.req.valid('param')
        const playlist = await ffplayoutDay(deps.reads, id, of, c.req.valid('query'))
        return c.body(`${JSON.stringify(playlist, null, 2)}\n`, 200, {
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': `attachment; filename="${of}.json"`,
          'cache-control': 'no-store',
        })
      },
    )
