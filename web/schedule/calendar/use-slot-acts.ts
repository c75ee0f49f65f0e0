import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { duration } from '../../ui/format.ts'
import type { DeskProps } from '../desk.ts'
import { placeAt, sharedMs, viewOf, wholeSecond } from '../plan-view.ts'
import { shared } from '../sentences.ts'
import { duplicate, removeWithUndo } from '../slot-acts.ts'
import { amend } from '../undo.ts'
import { exactTime } from '../use-moves.ts'
import type { WaitingWork } from './calendar.api.ts'
import { type GridActs, neighbour } from './use-grid-keys.ts'
import type { Shown } from './use-shown.ts'

/** What can be done with the slots of the grid, by hand, key or menu alike; each is said to screen readers. */
export function useSlotActs(
  { week, days, canEdit, moves, move, onWork, onFailure, onSay }: DeskProps,
  { unfold, focusOn, show }: Shown,
  setSelected: (id: string | undefined) => void,
) {
  const { t } = useTranslation(['schedule', 'calendar'])
  const acts: GridActs = {
    select: (slot) => {
      setSelected(slot?.id)
      if (slot) unfold(slot)
      onSay(slot ? t('said.selected', { title: slot.title }) : t('said.released'))
    },
    focus: (slot) => {
      setSelected(undefined)
      show(slot)
    },
    open: (slot) =>
      onWork(canEdit ? { kind: 'edit', day: slot.day, slot } : { kind: 'history', day: slot.day }),
    move: (slot, startsAt, durationMs = slot.durationMs) => {
      const to = move(slot, startsAt, durationMs)
      if (!to) return onSay(t('said.edge'))
      const overlap = sharedMs(viewOf(week, new Map(moves).set(slot.id, to)), slot.id)
      unfold({ ...slot, ...to })
      focusOn(slot.id)
      const values = {
        title: slot.title,
        time: timeOfDay(startsAt),
        span: shared(t, overlap),
        length: duration(durationMs),
      }
      if (durationMs !== slot.durationMs)
        onSay(t(overlap > 0 ? 'calendar:said.resizedOver' : 'calendar:said.resized', values))
      else onSay(t(overlap > 0 ? 'said.movedOver' : 'said.moved', values))
    },
    remove: (slot) => {
      show(neighbour(days, slot.id, 1) ?? neighbour(days, slot.id, -1))
      setSelected(undefined)
      onSay(t('said.removed', { title: slot.title }))
      removeWithUndo(t, [slot]).catch(onFailure)
    },
    repeat: (slot) => onWork({ kind: 'repeat', day: slot.day, slot }),
    // Right behind itself unless told where.
    duplicate: (slot, startsAt = wholeSecond(slot.endsAt)) => {
      const to = { day: placeAt(week, startsAt).day, start: exactTime(startsAt) }
      if (!days.some((view) => view.day === to.day)) return onSay(t('said.edge'))
      duplicate(t, slot, to).then((laid) => {
        onSay(t('said.duplicated', { title: slot.title }))
        if (laid) focusOn(laid.id)
      }, onFailure)
    },
  }
  /** Lays a work that waits in the tray. */
  const lay = async (work: Pick<WaitingWork, 'id' | 'title'>, startsAt: string) => {
    const { day } = placeAt(week, startsAt)
    if (!days.some((view) => view.day === day)) return onSay(t('said.edge'))
    const words = t('calendar:did.lay', { title: work.title, time: timeOfDay(startsAt) })
    try {
      const { slots } = await amend(week.channel.id, words, [
        { do: 'place', day, start: exactTime(startsAt), kind: 'work', workId: work.id },
      ])
      onSay(words)
      if (slots[0]) show(slots[0])
    } catch (refusal) {
      onFailure(refusal)
    }
  }
  return { acts, lay }
}
