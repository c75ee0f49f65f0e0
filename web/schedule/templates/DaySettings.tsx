import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseTimeOfDay, weekFrom } from '../../../server/schedule/schedule.rules.ts'
import { queryClient } from '../../api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { weekday } from '../../ui/format.ts'
import { languageName } from '../../ui/LanguageChip.tsx'
import { toast } from '../../ui/toasts.ts'
import { QuotaFields } from '../conflicts/QuotaFields.tsx'
import { beside, OtherSide, theirsIn } from '../OtherSide.tsx'
import form from '../SlotForm.module.css'
import { editChannel, type Week } from '../schedule.api.ts'

/** What may go into gaps, the usual ones first. */
export const fillKinds = ['filler', 'ident', 'song', 'announcement', 'act', 'bulletin', 'programme'] as const
type Kind = (typeof fillKinds)[number]

const starts = Array.from({ length: 13 }, (_, hour) => hour * 60)
/** Any week, for the names of its days. */
const week = weekFrom('2021-09-27')
const two = (value: number) => String(value).padStart(2, '0')
const clockOf = (min: number) => `${two(Math.floor(min / 60))}:${two(min % 60)}`
const whole = (value: number | string) => (typeof value === 'number' ? Math.max(0, Math.round(value)) : 0)

/** When a channel's day begins, how long it runs, when its week is due, and what becomes of its gaps. */
export function DaySettings({ channel, onClose }: { channel: Week['channel']; onClose: () => void }) {
  const { t } = useTranslation(['plans', 'schedule'])
  const { dayStartsMin, dayRunsMin, deadline, gapPolicy, separation, fillKinds: kinds, quotas } = channel
  const now = { dayStartsMin, dayRunsMin, deadline, gapPolicy, separation, fillKinds: kinds, quotas }
  const [draft, setDraft] = useState(now)
  const [seen, setSeen] = useState(now)
  const [error, setError] = useState<unknown>(null)
  const theirs = theirsIn<typeof now>(error)
  const words = useSettingsWords()
  const dueAt = parseTimeOfDay(draft.deadline.time)
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }))
  const save = async () => {
    try {
      const { weekday: on } = draft.deadline
      const due = { weekday: on, time: clockOf(Math.floor((dueAt ?? 0) / 60)) }
      await editChannel(channel.id, { ...draft, deadline: due, seen })
      await queryClient.invalidateQueries({ queryKey: ['channel'] })
      toast(t('settings.saved'))
      onClose()
    } catch (refusal) {
      setError(refusal)
      setSeen({ ...seen, ...theirsIn<typeof now>(refusal) })
    }
  }
  return (
    <Dialog
      title={t('settings.title')}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button onClick={save} disabled={draft.fillKinds.length === 0 || dueAt === undefined}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <div className={form.form}>
        {theirs ? (
          <OtherSide rows={beside(words(draft), words({ ...draft, ...theirs }))} />
        ) : (
          error !== null && <ErrorState error={error} title={t('failed')} />
        )}
        <div className={form.pair}>
          <NativeSelect
            label={t('settings.starts')}
            description={t('settings.startsHint')}
            data={starts.map((min) => ({
              value: `${min}`,
              label: clockOf(min),
            }))}
            value={`${draft.dayStartsMin}`}
            onChange={(event) => set({ dayStartsMin: Number(event.currentTarget.value) })}
          />
          <NumberInput
            label={t('settings.runs')}
            min={1}
            max={24}
            value={draft.dayRunsMin / 60}
            onChange={(value) => set({ dayRunsMin: Math.max(1, whole(value)) * 60 })}
          />
        </div>
        <div className={form.pair}>
          <NativeSelect
            label={t('settings.dueOn')}
            description={t('settings.dueHint')}
            data={week.map((day, i) => ({ value: `${i + 1}`, label: weekday(day) }))}
            value={`${draft.deadline.weekday}`}
            onChange={(event) =>
              set({ deadline: { ...draft.deadline, weekday: Number(event.currentTarget.value) } })
            }
          />
          <TextInput
            label={t('settings.dueAt')}
            classNames={{ input: 'num' }}
            value={draft.deadline.time}
            onChange={(event) => set({ deadline: { ...draft.deadline, time: event.currentTarget.value } })}
            error={dueAt === undefined && t('schedule:form.problem.start')}
          />
        </div>
        <NativeSelect
          label={t('settings.policy')}
          data={(['leave', 'fill'] as const).map((value) => ({ value, label: t(`settings.${value}`) }))}
          value={draft.gapPolicy}
          onChange={(event) => set({ gapPolicy: event.currentTarget.value === 'fill' ? 'fill' : 'leave' })}
        />
        <div className={form.pair}>
          <NumberInput
            label={t('settings.sameWork')}
            description={t('settings.zero')}
            min={0}
            max={168}
            value={draft.separation.sameWorkHours}
            onChange={(value) => set({ separation: { ...draft.separation, sameWorkHours: whole(value) } })}
          />
          <NumberInput
            label={t('settings.sameArtist')}
            description={t('settings.zero')}
            min={0}
            max={1440}
            value={draft.separation.sameArtistMinutes}
            onChange={(value) =>
              set({ separation: { ...draft.separation, sameArtistMinutes: whole(value) } })
            }
          />
        </div>
        <QuotaFields quotas={draft.quotas} onChange={(quotas) => set({ quotas })} />
        <KindChecks kinds={draft.fillKinds} onChange={(chosen) => set({ fillKinds: chosen })} />
      </div>
    </Dialog>
  )
}

type Settings = Pick<
  Week['channel'],
  'dayStartsMin' | 'dayRunsMin' | 'deadline' | 'gapPolicy' | 'separation' | 'fillKinds' | 'quotas'
>

/** Settings as their fields call them, and what each says. */
function useSettingsWords() {
  const { t } = useTranslation(['plans', 'schedule'])
  return ({
    dayStartsMin,
    dayRunsMin,
    deadline,
    gapPolicy,
    separation,
    fillKinds: kinds,
    quotas,
  }: Settings) =>
    [
      [t('settings.starts'), clockOf(dayStartsMin)],
      [t('settings.runs'), String(dayRunsMin / 60)],
      [t('settings.dueOn'), weekday(week[deadline.weekday - 1] ?? '')],
      [t('settings.dueAt'), deadline.time],
      [t('settings.policy'), t(`settings.${gapPolicy}`)],
      [t('settings.sameWork'), String(separation.sameWorkHours)],
      [t('settings.sameArtist'), String(separation.sameArtistMinutes)],
      [
        t('schedule:quota.title'),
        quotas.map((of) => `${languageName(of.language)} ${of.leastMsPerWeek / 60_000}`).join(', '),
      ],
      [t('settings.kinds'), kinds.map((kind) => t(`fill.kind.${kind}`)).join(', ')],
    ] as const
}

export function KindChecks({
  kinds,
  onChange,
}: {
  kinds: readonly string[]
  onChange: (kinds: Kind[]) => void
}) {
  const { t } = useTranslation('plans')
  const chosen = (values: string[]) => onChange(fillKinds.filter((kind) => values.includes(kind)))
  return (
    <Checkbox.Group label={t('settings.kinds')} value={[...kinds]} onChange={chosen}>
      <div className="wrap">
        {fillKinds.map((kind) => (
          <Checkbox key={kind} value={kind} label={t(`fill.kind.${kind}`)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
