import { Button, FileInput, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { needsReason } from '../../../server/schedule/as-run/as-run.rules.ts'
import type { AiredStatus } from '../../../server/schedule/as-run/as-run.schema.ts'
import { lengthText, parseLength, timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { toast } from '../../ui/toasts.ts'
import css from './AsRun.module.css'
import { type DayLog, type LoggedSlot, type Row, useWriteRow } from './as-run.api.ts'

type Props = { log: DayLog; slot?: LoggedSlot['slot']; row?: Row | undefined; onClose: () => void }

const ofSlot = ['LATE', 'PARTIAL', 'MISSED', 'SUBSTITUTED'] as const

/** What became of one slot other than planned, what aired beside the plan, or a correction of either. */
export function RowForm({ log, slot, row, onClose }: Props) {
  const { t } = useTranslation('as-run')
  const write = useWriteRow({ channelId: log.channel.id, day: log.day })
  const choices: AiredStatus[] = slot
    ? [...(row ? (['AIRED'] as const) : []), ...ofSlot]
    : row
      ? ['EXTRA', 'MISSED']
      : ['EXTRA']
  const [status, setStatus] = useState<AiredStatus>(choices.find((one) => one !== row?.status) ?? 'EXTRA')
  const [time, setTime] = useState(timeIn(row?.startsAt ?? slot?.startsAt))
  const [length, setLength] = useState(lengthIn(row?.durationMs ?? slot?.durationMs))
  const [title, setTitle] = useState(slot ? '' : (row?.title ?? ''))
  const [reason, setReason] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const timed = status === 'LATE' || status === 'PARTIAL' || status === 'SUBSTITUTED' || status === 'EXTRA'
  const measured = timed && status !== 'LATE'
  const durationMs = parseLength(length)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    write.mutate(
      {
        slotId: slot?.slotId ?? null,
        status,
        ...(timed && time.trim() !== '' ? { time } : {}),
        ...(measured && durationMs !== undefined ? { durationMs } : {}),
        title,
        reason,
        ...(row ? { supersedes: row.id } : {}),
        ...(file ? { file } : {}),
      },
      {
        onSuccess: () => {
          toast(t('kept'))
          onClose()
        },
      },
    )
  }
  return (
    <form
      className={css.form}
      onSubmit={submit}
      aria-label={slot ? t('exceptionOf', { title: slot.title }) : t('addExtra')}
    >
      <Select
        label={t('what')}
        data={choices.map((value) => ({ value, label: t(`choose.${value}`) }))}
        value={status}
        allowDeselect={false}
        data-autofocus
        onChange={(value) => setStatus((value as AiredStatus | null) ?? status)}
      />
      {timed && (
        <TextInput
          label={t('startedAt')}
          value={time}
          required={status === 'LATE' || status === 'EXTRA'}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      )}
      {measured && (
        <TextInput
          label={t('lasted')}
          value={length}
          error={durationMs === undefined && t('lengthHint')}
          onChange={(event) => setLength(event.currentTarget.value)}
        />
      )}
      {(status === 'SUBSTITUTED' || status === 'EXTRA') && (
        <TextInput
          label={t(status === 'EXTRA' ? 'airedTitle' : 'replacedBy')}
          value={title}
          required
          maxLength={300}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t('reason')}
        value={reason}
        required={needsReason(status) || log.signed !== null}
        maxLength={500}
        autosize
        minRows={1}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FileInput
        label={t('photo')}
        placeholder={t('choosePhoto')}
        accept="image/jpeg,image/png,application/pdf"
        value={file}
        clearable
        clearButtonProps={{ 'aria-label': t('noPhoto') }}
        onChange={setFile}
      />
      {log.signed && <p className="sec">{t('signedHint')}</p>}
      {write.error && <ErrorState error={write.error} title={t('notKept')} />}
      <div className={css.buttons}>
        <Button type="submit" loading={write.isPending}>
          {t(row ? 'keepCorrection' : 'keepRow')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}

const timeIn = (instant: string | null | undefined) => (instant ? timeOfDay(instant) : '')
const lengthIn = (ms: number | null | undefined) => (ms ? lengthText(ms) : '')
