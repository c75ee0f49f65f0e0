import { Button, Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../../api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { toast } from '../../ui/toasts.ts'
import { QuotaFields } from '../conflicts/QuotaFields.tsx'
import form from '../SlotForm.module.css'
import { editChannel, type Week } from '../schedule.api.ts'

/** What may go into gaps, the usual ones first. */
export const fillKinds = ['filler', 'ident', 'song', 'announcement', 'act', 'bulletin', 'programme'] as const
type Kind = (typeof fillKinds)[number]

const starts = Array.from({ length: 13 }, (_, hour) => hour * 60)
const whole = (value: number | string) => (typeof value === 'number' ? Math.max(0, Math.round(value)) : 0)

/** When a channel's day begins, how long it runs, and what becomes of its gaps. */
export function DaySettings({ channel, onClose }: { channel: Week['channel']; onClose: () => void }) {
  const { t } = useTranslation('plans')
  const { dayStartsMin, dayRunsMin, gapPolicy, separation, fillKinds: kinds, quotas } = channel
  const [draft, setDraft] = useState({
    dayStartsMin,
    dayRunsMin,
    gapPolicy,
    separation,
    fillKinds: kinds,
    quotas,
  })
  const [error, setError] = useState<unknown>(null)
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }))
  const save = async () => {
    try {
      await editChannel(channel.id, draft)
      await queryClient.invalidateQueries({ queryKey: ['channel'] })
      toast(t('settings.saved'))
      onClose()
    } catch (refusal) {
      setError(refusal)
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
          <Button onClick={save} disabled={draft.fillKinds.length === 0}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <div className={form.form}>
        {error !== null && <ErrorState error={error} title={t('failed')} />}
        <div className={form.pair}>
          <NativeSelect
            label={t('settings.starts')}
            description={t('settings.startsHint')}
            data={starts.map((min) => ({
              value: `${min}`,
              label: `${String(min / 60).padStart(2, '0')}:00`,
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
