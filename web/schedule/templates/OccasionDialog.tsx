import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { date, duration } from '../../ui/format.ts'
import form from '../SlotForm.module.css'
import type { Week } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import { layInTurn } from '../undo.ts'
import { layOccasion, useOccasion, useOccasions } from './plans.api.ts'

type Props = { channel: Week['channel']; from: string; onClose: () => void }
const few = (value: number | string) => Math.min(30, Math.max(0, Number(value) || 0))

/** Last year's plan of an occasion on this year's dates: read first, then laid. */
export function OccasionDialog({ channel, from, onClose }: Props) {
  const { t } = useTranslation('plans')
  const [year, setYear] = useState(Number(from.slice(0, 4)))
  const [chosen, setChosen] = useState<string>()
  const [around, setAround] = useState({ before: 0, after: 0 })
  const [error, setError] = useState<unknown>(null)
  const occasions = useOccasions(channel.id, year)
  const next = occasions.data?.find(({ lastDate }) => lastDate >= from) ?? occasions.data?.[0]
  const occasion = occasions.data?.find(({ key }) => key === chosen) ?? next
  const asked = occasion && { key: occasion.key, year, ...around }
  const preview = useOccasion(channel.id, asked)
  const rows = preview.data?.rows ?? []
  const free = rows.filter(({ taken }) => !taken).length
  const lay = async () => {
    if (!asked) return
    try {
      await layInTurn(
        channel.id,
        async () => (await layOccasion(channel.id, asked)).slots,
        (count) => t('occasion.done', { count }),
      )
      onClose()
    } catch (refusal) {
      setError(refusal)
    }
  }
  const problem = error ?? occasions.error ?? preview.error
  return (
    <Dialog
      wide
      title={t('occasion.title')}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <ActionButton blocked={free === 0 ? t('occasion.nothing') : undefined} onClick={lay}>
            {t('occasion.lay', { count: free })}
          </ActionButton>
        </>
      }
    >
      <div className={form.form}>
        {problem && <ErrorState error={problem} title={t('failed')} />}
        <NativeSelect
          label={t('occasion.choose')}
          data-autofocus
          data={(occasions.data ?? []).map(({ key, title, date: day }) => ({
            value: key,
            label: t('occasion.option', { title, day: date(day) }),
          }))}
          value={occasion?.key ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <div className={form.pair}>
          <NumberInput
            label={t('occasion.year')}
            min={2002}
            max={2099}
            value={year}
            onChange={(value) => Number(value) >= 2002 && Number(value) <= 2099 && setYear(Number(value))}
          />
          <NumberInput
            label={t('occasion.before')}
            min={0}
            max={30}
            value={around.before}
            onChange={(before) => setAround({ ...around, before: few(before) })}
          />
          <NumberInput
            label={t('occasion.after')}
            min={0}
            max={30}
            value={around.after}
            onChange={(after) => setAround({ ...around, after: few(after) })}
          />
        </div>
        {occasion && <p className={form.hint}>{t('occasion.was', { day: date(occasion.lastYear.date) })}</p>}
        {preview.data && rows.length === 0 && <p>{t('occasion.none')}</p>}
        <ul className={form.rows} aria-label={t('occasion.rows')} aria-live="polite">
          {rows.map((row) => (
            <li key={row.from.id}>
              <span className="num strong">{timeOfDay(row.startsAt)}</span>
              <span className={row.taken ? 'mut' : ''}>
                {row.title}
                <br />
                <small>
                  {dayName(row.day)} · {t('occasion.fromDay', { day: date(row.from.day) })}
                  {row.taken && ` · ${t('occasion.taken')}`}
                </small>
              </span>
              <span className="num sec">{duration(row.from.durationMs)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
