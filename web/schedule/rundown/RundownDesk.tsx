import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GapPolicy } from '../../../server/schedule/filling/filling.schema.ts'
import { reordered, rundownOf } from '../../../server/schedule/rundown/rundown.rules.ts'
import { instantOf, timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { WithDrawer } from '../../ui/Drawer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useMay } from '../../ui/session.ts'
import { useHotkeys } from '../../ui/use-hotkeys.ts'
import { FillDialog } from '../filling/FillDialog.tsx'
import { placeAt, wholeSecond } from '../plan-view.ts'
import { Refusal } from '../Refusal.tsx'
import { SlotForm } from '../SlotForm.tsx'
import type { Slot, SlotChange, Week } from '../schedule.api.ts'
import { removeWithUndo } from '../slot-acts.ts'
import { draftOfSlot, emptyDraft, type SlotDraft } from '../slot-draft.ts'
import { DaySettings } from '../templates/DaySettings.tsx'
import { useMoveRepeats } from '../templates/MoveRepeats.tsx'
import type { Gap } from '../templates/plans.api.ts'
import { amend } from '../undo.ts'
import { exactTime } from '../use-moves.ts'
import { useRefusals } from '../use-refusals.ts'
import { useUndo } from '../use-undo.ts'
import css from './Rundown.module.css'
import { RundownTable } from './RundownTable.tsx'
import { RundownToolbar } from './RundownToolbar.tsx'

/** The order of one day, worked on: every change is one step that Ctrl+Z takes back. */
export function RundownDesk({ week, day }: { week: Week; day: string }) {
  const { t } = useTranslation('plans')
  const { t: ofWeek } = useTranslation('schedule')
  const canEdit = useMay('schedule.edit')
  const { channel } = week
  const slots = week.days.find((one) => one.day === day)?.slots ?? []
  const rundown = rundownOf(slots, { day, ...channel })
  const [open, setOpen] = useState<{ slot?: Slot; draft: SlotDraft } | null>(null)
  const [gap, setGap] = useState<Gap | null>(null)
  const [settings, setSettings] = useState(false)
  const [said, setSaid] = useState('')
  const refusals = useRefusals()
  const repeats = useMoveRepeats()
  const undo = useUndo(channel.id, canEdit, refusals.add)

  const change = async (words: string, changes: SlotChange[]): Promise<boolean> => {
    try {
      if (changes.length > 0) await amend(channel.id, words, changes)
      return true
    } catch (refusal) {
      refusals.add(refusal)
      return false
    }
  }
  const acts = {
    open: (slot: Slot) => setOpen({ slot, draft: draftOfSlot(slot) }),
    remove: (slot: Slot) => {
      removeWithUndo(ofWeek, [slot]).catch(refusals.add)
    },
    order: async (slot: Slot, to: number) => {
      const moved = reordered(slots, slot.id, to)
      if (moved.length === 0) return setSaid(t('rundown.said.edge'))
      const own = new Map(slots.map((one) => [one.id, one]))
      const moveRepeats = await repeats.ask(...moved.flatMap(({ id }) => own.get(id) ?? []))
      const changes = moved.flatMap(({ id, startsAt }): SlotChange[] => {
        const one = own.get(id)
        if (!one) return []
        const { revision, startMode } = one
        // What now begins after midnight may belong to the next day; what follows goes on following.
        const at = { day: placeAt(week, startsAt).day, start: exactTime(startsAt), startMode }
        return [{ do: 'edit', id, revision, ...at, moveRepeats }]
      })
      if (!(await change(t('rundown.did.order', { title: slot.title }), changes))) return
      const at = moved.find(({ id }) => id === slot.id)?.startsAt ?? slot.startsAt
      setSaid(t('rundown.said.moved', { title: slot.title, place: to + 1, time: timeOfDay(at) }))
    },
    mode: (slot: Slot, startMode: Slot['startMode']) =>
      change(t(`rundown.did.${startMode}`, { title: slot.title }), [
        { do: 'edit', id: slot.id, revision: slot.revision, startMode },
      ]),
    policy: (afterId: string, gapPolicy: GapPolicy | null) => {
      const slot = slots.find(({ id }) => id === afterId)
      return (
        slot &&
        change(t('rundown.did.policy'), [{ do: 'edit', id: slot.id, revision: slot.revision, gapPolicy }])
      )
    },
    fill: setGap,
  }
  const last = slots.at(-1)
  const add = () => {
    const start = last ? last.endsAt : instantOf(day, channel.dayStartsMin * 60, channel.dayStartsMin)
    const at = placeAt(week, wholeSecond(start))
    setOpen({ draft: emptyDraft(at.day, exactTime(at.startsAt).replace(/:00$/, '')) })
  }
  useHotkeys({ n: () => canEdit && add() })
  const tail = tailOf(week, day)
  const drawer = open && (
    <SlotForm
      key={open.slot?.id ?? 'new'}
      channelId={channel.id}
      dayStartsMin={channel.dayStartsMin}
      days={week.days.map((one) => one.day)}
      draft={open.draft}
      slot={open.slot}
      onClose={() => setOpen(null)}
      onDone={() => setOpen(null)}
    />
  )
  return (
    <WithDrawer drawer={drawer}>
      <RundownToolbar
        week={week}
        day={day}
        budget={rundown.budget}
        canEdit={canEdit}
        undo={undo}
        onAdd={add}
        onSettings={() => setSettings(true)}
      />
      {refusals.first !== null && (
        <Refusal error={refusals.first} onClose={refusals.answer} onError={refusals.add} />
      )}
      <div className={css.page}>
        {tail && (
          <p className="sec">{t('rundown.tail', { title: tail.title, time: timeOfDay(tail.endsAt) })}</p>
        )}
        {slots.length === 0 ? (
          <EmptyState title={t('rundown.empty')}>{t('rundown.emptyHint')}</EmptyState>
        ) : (
          <RundownTable rundown={rundown} channel={channel} day={day} acts={canEdit ? acts : undefined} />
        )}
      </div>
      {repeats.question}
      <div className="sr-only" aria-live="polite">
        {said}
      </div>
      {gap && <FillDialog channel={channel} gap={gap} onClose={() => setGap(null)} />}
      {settings && <DaySettings channel={channel} onClose={() => setSettings(false)} />}
    </WithDrawer>
  )
}

/** What began on the day before and still runs when this one begins. */
export function tailOf(week: Week, day: string): Pick<Slot, 'title' | 'endsAt'> | undefined {
  const starts = instantOf(day, week.channel.dayStartsMin * 60, week.channel.dayStartsMin)
  const before = [...week.neighbours, ...week.days.flatMap((one) => one.slots)]
  return before.findLast((slot) => slot.day < day && slot.endsAt > starts)
}
