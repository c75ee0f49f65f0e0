import { endOf, lengthText } from '../../server/schedule/schedule.rules.ts'
import { CopyDrawer } from './CopyDrawer.tsx'
import { PasteDrawer } from './PasteDrawer.tsx'
import { type DayView, placeAt, wholeSecond } from './plan-view.ts'
import { HistoryDrawer } from './publishing/HistoryDrawer.tsx'
import { PublishDrawer } from './publishing/PublishDrawer.tsx'
import { PublishingSettings } from './publishing/PublishingSettings.tsx'
import { UrgentDrawer } from './publishing/UrgentDrawer.tsx'
import { RepeatDrawer } from './RepeatDrawer.tsx'
import { SlotForm } from './SlotForm.tsx'
import type { Slot, Week } from './schedule.api.ts'
import { draftOfSlot, emptyDraft } from './slot-draft.ts'
import { exactTime } from './use-moves.ts'

/** What the drawer is open for. */
export type Work =
  | {
      kind: 'new'
      day: string
      startsAt?: string | undefined
      durationMs?: number | undefined
      /** What is to be laid, where that is known already. */
      work?: { id: string; title: string; durationMs: number } | undefined
    }
  | { kind: 'edit'; day: string; slot: Slot }
  | { kind: 'repeat'; day: string; slot: Slot }
  | { kind: 'paste'; day: string }
  | { kind: 'copy'; day: string }
  | { kind: 'history'; day: string }
  | { kind: 'publish'; day: string }
  | { kind: 'urgent'; day: string }
  | { kind: 'publishing'; day: string }

type Props = {
  week: Week
  days: readonly DayView[]
  work: Work
  canEdit: boolean
  saving: boolean
  onClose: () => void
  onShow: (slot: Slot) => void
  onDone: (slot: { id: string; title: string }) => void
}

export function WeekDrawer({ week, days, work, canEdit, saving, onClose, onShow, onDone }: Props) {
  const { id: channelId, dayStartsMin } = week.channel
  const dates = days.map((day) => day.day)
  const common = { channelId, days: dates, day: work.day, onClose }
  if (work.kind === 'publish') return <PublishDrawer {...{ week, days, canEdit, saving, onShow, onClose }} />
  if (work.kind === 'urgent')
    return <UrgentDrawer key={work.day} channel={week.channel} day={work.day} onClose={onClose} />
  if (work.kind === 'publishing') return <PublishingSettings channelId={channelId} onClose={onClose} />
  if (work.kind === 'paste') return <PasteDrawer key={work.day} {...common} dayStartsMin={dayStartsMin} />
  if (work.kind === 'copy') return <CopyDrawer key={work.day} {...common} />
  if (work.kind === 'history') return <HistoryDrawer key={work.day} {...common} canEdit={canEdit} />
  if (work.kind === 'repeat')
    return (
      <RepeatDrawer
        key={work.slot.id}
        slot={work.slot}
        dayStartsMin={dayStartsMin}
        days={dates}
        onClose={onClose}
        onDone={onDone}
      />
    )
  if (work.kind === 'edit')
    return (
      <SlotForm
        key={work.slot.id}
        {...common}
        dayStartsMin={dayStartsMin}
        slot={work.slot}
        draft={draftOfSlot(work.slot)}
        onDone={onDone}
      />
    )
  // After midnight the next slot belongs to the next day.
  const at = work.startsAt && placeAt(week, wholeSecond(work.startsAt))
  const end = work.startsAt && work.durationMs && endOf(work.startsAt, work.durationMs)
  const fits = at && end ? Date.parse(end) - Date.parse(at.startsAt) : undefined
  const start = at ? exactTime(at.startsAt).replace(/:00$/, '') : ''
  const day = at && dates.includes(at.day) ? at.day : work.day
  return (
    <SlotForm
      key={`new ${day} ${start} ${work.work?.id}`}
      {...common}
      dayStartsMin={dayStartsMin}
      draft={{ ...emptyDraft(day, start, fits ? lengthText(fits) : ''), work: work.work }}
      approvedMs={work.work?.durationMs}
      onDone={onDone}
    />
  )
}
