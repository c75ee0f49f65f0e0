import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { useStationNow } from '../../ui/clock.ts'
import { useHotkeys } from '../../ui/use-hotkeys.ts'
import type { DeskProps } from '../desk.ts'
import { type DayView, findSlot, linkedTo, sharedMs, viewOf } from '../plan-view.ts'
import type { Slot } from '../schedule.api.ts'
import { shared } from '../sentences.ts'
import { duplicate, removeWithUndo } from '../slot-acts.ts'
import type { Work } from '../WeekDrawer.tsx'
import type { GridHands } from './DayColumn.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { type GridActs, gridKeys, neighbour } from './use-grid-keys.ts'
import { useShown } from './use-shown.ts'
import css from './WeekCalendar.module.css'
import { WeekGrid } from './WeekGrid.tsx'
import { type DayAct, WeekHeads } from './WeekHeads.tsx'

/** Lịch: the week drawn to time. */
export function WeekCalendar(desk: DeskProps) {
  const { week, days, today, canEdit, moves, move, wanted, work, onWork, onFailure, onSay } = desk
  const { t } = useTranslation('schedule')
  const now = useStationNow(30_000)
  const [selectedId, setSelected] = useState<string>()
  const {
    desk: place,
    open,
    focusedId,
    setFocused,
    unfold,
    toggle,
    focusOn,
    show,
  } = useShown(week.channel.dayStartsMin)
  const selected = findSlot(days, selectedId)

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
    move: (slot, startsAt) => {
      const to = move(slot, startsAt)
      if (!to) return onSay(t('said.edge'))
      const view = viewOf(week, new Map(moves).set(slot.id, to))
      const overlap = sharedMs(view, slot.id)
      unfold({ ...slot, ...to })
      focusOn(slot.id)
      onSay(
        t(overlap > 0 ? 'said.movedOver' : 'said.moved', {
          title: slot.title,
          time: timeOfDay(startsAt),
          span: shared(t, overlap),
        }),
      )
    },
    remove: (slot) => {
      show(neighbour(days, slot.id, 1) ?? neighbour(days, slot.id, -1))
      setSelected(undefined)
      onSay(t('said.removed', { title: slot.title }))
      removeWithUndo(t, [slot]).catch(onFailure)
    },
    repeat: (slot) => onWork({ kind: 'repeat', day: slot.day, slot }),
    duplicate: (slot) => {
      duplicate(t, slot).then((laid) => {
        onSay(t('said.duplicated', { title: slot.title }))
        if (laid) focusOn(laid.id)
      }, onFailure)
    },
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time the desk asks
  useEffect(() => {
    const slot = findSlot(days, wanted?.id)
    if (!wanted) return
    if (!slot) return focusOn(wanted.id)
    if (wanted.selected) acts.select(slot)
    show(slot)
  }, [wanted])
  useHotkeys({
    n: () => canEdit && onWork(newAfter(days, selected ?? findSlot(days, focusedId), today)),
    j: () => acts.focus(neighbour(days, selectedId ?? focusedId, 1)),
    k: () => acts.focus(neighbour(days, selectedId ?? focusedId, -1)),
  })
  const onAct = (act: DayAct, day: string) =>
    onWork(act === 'add' ? { kind: 'new', day } : { kind: act, day })
  const hands: GridHands = {
    current: selectedId ?? focusedId ?? neighbour(days, undefined, 1)?.id,
    selected: selectedId,
    linked: linkedTo(days, selected),
    now,
    onFocus: (slot) => setFocused(slot.id),
    onSelect: (slot) => acts.select(slot),
    onOpen: (slot) => acts.open(slot),
    onKeyDown: gridKeys(days, selectedId, acts, canEdit),
    onFill: (day, startsAt, durationMs) => onWork({ kind: 'new', day, startsAt, durationMs }),
  }
  return (
    <div className={css.calendar} ref={place}>
      <div className={css.scroll}>
        <WeekHeads
          days={days}
          today={today}
          canEdit={canEdit}
          onAct={onAct}
          onShow={(slot) => {
            acts.select(slot)
            show(slot)
          }}
        />
        <WeekGrid
          days={days}
          dayStartsMin={week.channel.dayStartsMin}
          open={open}
          onToggle={toggle}
          hands={hands}
          canEdit={canEdit}
        />
      </div>
      {canEdit && selected && !work && (
        <SelectionBar
          key={selected.id}
          slot={selected}
          days={days.map((day) => day.day)}
          dayStartsMin={week.channel.dayStartsMin}
          acts={acts}
        />
      )}
    </div>
  )
}

/** A new slot begins where the one at hand ends. */
function newAfter(days: readonly DayView[], at: Slot | undefined, today: string | undefined): Work {
  if (at) return { kind: 'new', day: at.day, startsAt: at.endsAt }
  const day = days.find((view) => view.day === today) ?? days[0]
  return { kind: 'new', day: day?.day ?? '', startsAt: day?.slots.at(-1)?.endsAt }
}
