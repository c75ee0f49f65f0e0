import { Button } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  addDays,
  daysFrom,
  mondayOf,
  numericDay,
  paperDays,
  paperParts,
} from '../../../server/calendar/days.rules.ts'
import { printedAt } from '../../../server/schedule/billed.rules.ts'
import { lengthText, timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { useToday } from '../../ui/clock.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { weekday } from '../../ui/format.ts'
import { languageName } from '../../ui/LanguageChip.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { useMay } from '../../ui/session.ts'
import { SignatureForm } from '../SignatureForm.tsx'
import { useChannel } from '../schedule.api.ts'
import css from '../WeekPrint.module.css'
import own from './Station.module.css'
import { type Slip, useSlip } from './station.api.ts'

const weekOf = (day: string) => daysFrom(mondayOf(day), addDays(mondayOf(day), 6)).join(',')

/** Phiếu đề nghị phát sóng of some days, on A4; the number is left for the clerk. */
export default function SlipPrint() {
  const { t } = useTranslation('station')
  const { kenh, ngay: asked } = useSearch({ strict: false })
  const today = useToday().data?.date
  const ngay = asked ?? (today ? weekOf(today) : '')
  const { channel } = useChannel(kenh)
  const slip = useSlip(channel?.id, ngay)
  const mayEdit = useMay('schedule.edit')
  return (
    <main className={css.page}>
      <title>{t('slip.title')}</title>
      <Loaded query={slip}>
        {(data) => (
          <>
            <div className={css.tools}>
              <Link
                to="/lich/dai-tra-loi"
                search={{ kenh: data.channel.id, tuan: data.days[0] }}
                className="link"
              >
                {t('slip.back')}
              </Link>
              <span className="grow" />
              {data.slots.length > 0 && (
                <>
                  <Button
                    component="a"
                    variant="default"
                    href={`/api/channels/${data.channel.id}/slip.pdf?days=${ngay}`}
                    download
                  >
                    {t('slip.pdf')}
                  </Button>
                  <Button onClick={() => window.print()}>{t('slip.print')}</Button>
                </>
              )}
            </div>
            {data.slots.length === 0 ? (
              <EmptyState heading="h1" title={t('slip.nothing')}>
                {t('slip.nothingHint')}
              </EmptyState>
            ) : (
              <Paper slip={data} />
            )}
            {mayEdit && <SignatureForm channel={data.channel} />}
          </>
        )}
      </Loaded>
    </main>
  )
}

function Paper({ slip }: { slip: Slip }) {
  const { t } = useTranslation('station')
  const { channel, slots, today } = slip
  const { signature } = channel
  return (
    <article className={css.paper} lang="vi">
      <header className={css.head}>
        <div>
          <p className={css.parent}>{signature.parent}</p>
          <p className={css.body}>{signature.body}</p>
          <p className={`${css.number} ${own.number}`}>{t('slip.number')}</p>
        </div>
        <div>
          <p className={css.nation}>{t('slip.nation')}</p>
          <p className={css.motto}>{t('slip.motto')}</p>
          <p className={css.date}>{t('slip.placeDate', { place: signature.place, ...paperParts(today) })}</p>
        </div>
      </header>
      <h1>{t('slip.heading')}</h1>
      <p className={css.range}>{t('slip.subject', { days: paperDays(slip.days) })}</p>
      <p className={own.to}>{t('slip.to', { name: channel.name })}</p>
      <p className={own.body}>{t('slip.asks')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className={own.sheet} tabIndex={0} aria-label={t('slip.heading')}>
        <table className={own.asks}>
          <thead>
            <tr>
              {(['order', 'day', 'time', 'programme', 'length', 'note', 'answer'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`slip.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {slots.map((slot, i) => (
              <tr key={slot.slotId}>
                <td>{i + 1}</td>
                <td>
                  {weekday(slot.day)} {numericDay(slot.day)}
                </td>
                <td>{timeOfDay(printedAt(slot))}</td>
                <td>{slot.title}</td>
                <td>{lengthText(slot.durationMs)}</td>
                <td>
                  {[
                    t(slot.run === 'repeat' ? 'slip.again' : 'slip.first'),
                    slot.language && languageName(slot.language),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </td>
                <td>
                  {slot.answer !== 'none' &&
                    slot.answer !== 'proposed' &&
                    t(`answer.${slot.answer}`, { time: slot.movedTo ? timeOfDay(slot.movedTo) : '' })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={own.body}>{t('slip.please')}</p>
      <footer className={css.foot}>
        <div className={own.copies}>
          <p>{t('slip.copies')}</p>
          <p>{t('slip.copiesOne')}</p>
          <p>{t('slip.copiesTwo')}</p>
        </div>
        <div className={css.sign}>
          <p>{signature.capacity}</p>
          <p className={css.name}>{signature.name}</p>
        </div>
      </footer>
    </article>
  )
}
