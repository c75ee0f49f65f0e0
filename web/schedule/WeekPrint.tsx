import { Button } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { mondayOf, paperDay, paperParts, realDay } from '../../server/calendar/days.rules.ts'
import { dawnOf, printedAt } from '../../server/schedule/billed.rules.ts'
import { timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { useToday } from '../ui/clock.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { weekday } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { useMay } from '../ui/session.ts'
import { SignatureForm } from './SignatureForm.tsx'
import { type Sheet, useChannel, useSheet } from './schedule.api.ts'
import { dayName } from './sentences.ts'
import css from './WeekPrint.module.css'

/** The seven numbers of a print, in its code: whoever opens it learns which days have a newer one. */
const numbersOf = (sheet: Sheet) => sheet.days.map((day) => day.number ?? 0).join('.')

/** The week on A4, as the station and the department know it; the printer's dialog makes the PDF. */
export default function WeekPrint() {
  const { t } = useTranslation('schedule')
  const search = useSearch({ strict: false })
  const today = useToday().data?.date ?? ''
  const { channel } = useChannel(search.kenh)
  const asked = realDay(search.from) ?? today
  const from = asked ? mondayOf(asked) : ''
  const of = search.of === 'draft' ? 'draft' : 'published'
  const sheet = useSheet(from === '' ? undefined : channel?.id, from, of)
  const mayEdit = useMay('schedule.edit')
  const back = { kenh: search.kenh, tuan: from }
  return (
    <main className={css.page}>
      <title>{t('print.title')}</title>
      <Loaded query={sheet}>
        {(data) => {
          const empty = data.days.every((day) => day.slots.length === 0)
          const stale = staleDays(data, search.ban)
          return (
            <>
              <div className={css.tools}>
                <Link to="/lich" search={back} className="link">
                  {t('print.back')}
                </Link>
                <span className="grow" />
                {!empty && <Button onClick={() => window.print()}>{t('print.print')}</Button>}
              </div>
              {stale.length > 0 && (
                <output className={css.outdated}>
                  {t('print.outdated', { days: stale.map(dayName).join(', ') })}
                </output>
              )}
              {empty ? (
                <EmptyState
                  heading="h1"
                  title={t('print.nothing')}
                  actions={
                    of === 'published' && (
                      <Link to="/lich/in" search={{ ...search, of: 'draft' }} className="link">
                        {t('print.printDraft')}
                      </Link>
                    )
                  }
                >
                  {t('print.nothingHint')}
                </EmptyState>
              ) : (
                <Paper sheet={data} today={today} />
              )}
              {mayEdit && <SignatureForm channel={data.channel} />}
            </>
          )
        }}
      </Loaded>
    </main>
  )
}

/** Days of which the print that led here holds an older publication. */
function staleDays(sheet: Sheet, printed: string | undefined): string[] {
  if (!printed) return []
  const numbers = printed.split('.')
  return sheet.days.filter((day, i) => String(day.number ?? 0) !== numbers[i]).map((day) => day.day)
}

function Paper({ sheet, today }: { sheet: Sheet; today: string }) {
  const { t } = useTranslation('schedule')
  const { signature } = sheet.channel
  const path = `/lich/in?from=${sheet.from}&kenh=${sheet.channel.id}&ban=${numbersOf(sheet)}`
  const number = Math.max(0, ...sheet.days.map((of) => of.number ?? 0))
  const sameYear = sheet.from.slice(0, 4) === sheet.to.slice(0, 4)
  return (
    <article className={css.paper} lang="vi">
      <header className={css.head}>
        <div>
          <p className={css.parent}>{signature.parent}</p>
          <p className={css.body}>{signature.body}</p>
          <p className={css.number}>
            {t('print.number')} <span className={css.blank} />/<span className={css.blank} />
          </p>
        </div>
        <div>
          <p className={css.nation}>{t('print.nation')}</p>
          <p className={css.motto}>{t('print.motto')}</p>
          <p className={css.date}>{t('print.placeDate', { place: signature.place, ...paperParts(today) })}</p>
        </div>
      </header>
      {sheet.of === 'draft' && <p className={css.draft}>{t('print.draft')}</p>}
      <h1>{t('print.heading')}</h1>
      <p className={css.range}>
        {sheet.channel.name}
        <br />
        {t('print.range', { from: paperDay(sheet.from, !sameYear), to: paperDay(sheet.to) })}
      </p>
      {sheet.days
        .filter((of) => of.slots.length > 0)
        .map((of) => (
          <section key={of.day} className={css.day}>
            <table>
              <caption>{t('print.dayHead', { weekday: weekday(of.day), day: paperDay(of.day) })}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('print.time')}</th>
                  <th scope="col">{t('print.programme')}</th>
                </tr>
              </thead>
              <tbody>
                {of.slots.map((slot, i) => (
                  <Fragment key={slot.slotId}>
                    {i === dawnOf(of) && (
                      <tr>
                        <td />
                        <td>{t('print.dawn')}</td>
                      </tr>
                    )}
                    <tr>
                      <td className={css.time}>{timeOfDay(printedAt(slot))}</td>
                      <td>
                        {slot.title}
                        {slot.run === 'repeat' && ` (${t('mark.repeat')})`}
                      </td>
                    </tr>
                  </Fragment>
                ))}
              </tbody>
            </table>
            {of.correction && <p className={css.correction}>{of.correction}</p>}
          </section>
        ))}
      <footer className={css.foot}>
        <div className={css.stamp}>
          <img
            src={`/api/qr.svg?path=${encodeURIComponent(path)}`}
            alt={t('print.qr')}
            width={92}
            height={92}
          />
          <p>
            {sheet.of === 'draft' ? t('print.draft') : t('print.version', { number })}
            <br />
            {t('print.stamp')}
          </p>
        </div>
        <div className={css.sign}>
          <p>{signature.capacity}</p>
          <p className={css.name}>{signature.name}</p>
        </div>
      </footer>
    </article>
  )
}
