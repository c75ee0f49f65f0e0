import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantOf, timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { useStationNow } from '../ui/clock.ts'
import { WithDrawer } from '../ui/Drawer.tsx'
import { useMay } from '../ui/session.ts'
import { toast } from '../ui/toasts.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import type { GridHands } from './calendar/DayColumn.tsx'
import { DayList } from './calendar/DayList.tsx'
import { SelectionBar } from './calendar/SelectionBar.tsx'
import { type GridActs, gridKeys, neighbour } from './calendar/use-grid-keys.ts'
import { useShown } from './calendar/use-shown.ts'
import { WeekGrid } from './calendar/WeekGrid.tsx'
import { type DayAct, WeekHeads } from './calendar/WeekHeads.tsx'
import { type DayView, findSlot, linkedTo, sharedMs, viewOf } from './plan-view.ts'
import { PublishingNotice } from './publishing/PublishingNotice.tsx'
import { Refusal } from './Refusal.tsx'
import type { Slot, Week } from './schedule.api.ts'
import { shared } from './sentences.ts'
import { duplicate, removeWithUndo } from './slot-acts.ts'
import { takeBackDone, useUndoKey } from './undo.ts'
import { useMoves } from './use-moves.ts'
import { useRoomBelow } from './use-room-below.ts'
import css from './WeekDesk.module.css'
import { WeekDrawer, type Work } from './WeekDrawer.tsx'
import { WeekToolbar } from './WeekToolbar.tsx'

type Props = {
  week: Week
  monday: string
  today: string | undefined
  onWeek: (monday: string | undefined) => void
}

/** The desk on which a week is laid: toolbar, grid, what is selected, and the drawer beside. */
export function WeekDesk({ week, monday, today, onWeek }: Props) {
  const { t } = useTranslation('schedule')
  const canEdit = useMay('schedule.edit')
  const phone = useMediaQuery('(max-width: 720px)')
  const now = useStationNow(30_000)
  const { moves, move, saving, error, clearError } = useMoves(week)
  const days = useMemo(() => viewOf(week, moves), [week, moves])
  const [selectedId, setSelected] = useState<string>()
  const { desk, open, focusedId, setFocused, unfold, toggle, focusOn, show } = useShown(
    week.channel.dayStartsMin,
  )
  const [work, setWork] = useState<Work | null>(null)
  const [said, setSaid] = useState('')
  const [failure, setFailure] = useState<unknown>(null)
  const room = useRoomBelow()
  const selected = findSlot(days, selectedId)

  const acts: GridActs = {
    select: (slot) => {
      setSelected(slot?.id)
      if (slot) unfold(slot)
      setSaid(slot ? t('said.selected', { title: slot.title }) : t('said.released'))
    },
    focus: (slot) => {
      setSelected(undefined)
      show(slot)
    },
    open: (slot) =>
      setWork(canEdit ? { kind: 'edit', day: slot.day, slot } : { kind: 'history', day: slot.day }),
    move: (slot, startsAt) => {
      const place = move(slot, startsAt)
      if (!place) return setSaid(t('said.edge'))
      const view = viewOf(week, new Map(moves).set(slot.id, place))
      const overlap = sharedMs(view, slot.id)
      unfold({ ...slot, ...place })
      focusOn(slot.id)
      setSaid(
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
      setSaid(t('said.removed', { title: slot.title }))
      removeWithUndo(slot, t('removed', { title: slot.title })).catch(setFailure)
    },
    repeat: (slot) => setWork({ kind: 'repeat', day: slot.day, slot }),
    duplicate: (slot) => {
      duplicate(slot).then((laid) => {
        setSaid(t('said.duplicated', { title: slot.title }))
        focusOn(laid.id)
      }, setFailure)
    },
  }
  const undo = async () => {
    try {
      const done = await takeBackDone()
      toast(t(done ? 'undone' : 'nothingToUndo'))
    } catch (refusal) {
      setFailure(refusal)
    }
  }
  useHotkeys({
    n: () => canEdit && setWork(newAfter(days, selected ?? findSlot(days, focusedId), today)),
    j: () => acts.focus(neighbour(days, selectedId ?? focusedId, 1)),
    k: () => acts.focus(neighbour(days, selectedId ?? focusedId, -1)),
  })
  useUndoKey(undo, canEdit)
  const onAct = (act: DayAct, day: string) =>
    setWork(act === 'add' ? { kind: 'new', day } : { kind: act, day })
  const hands: GridHands = {
    current: selectedId ?? focusedId ?? neighbour(days, undefined, 1)?.id,
    selected: selectedId,
    linked: linkedTo(days, selected),
    now,
    onFocus: (slot) => setFocused(slot.id),
    onSelect: (slot) => acts.select(slot),
    onOpen: (slot) => acts.open(slot),
    onKeyDown: gridKeys(days, selectedId, acts, canEdit),
    onFill: (day, startsAt, durationMs) => setWork({ kind: 'new', day, startsAt, durationMs }),
  }
  const problem = failure ?? error
  const forgive = () => {
    setFailure(null)
    clearError()
  }
  // What is saved may answer when another drawer is open already; that one stays.
  const close = () => setWork((now) => (now === work ? null : now))
  const drawer = work && (
    <WeekDrawer
      week={week}
      days={days}
      work={work}
      canEdit={canEdit}
      saving={saving}
      onClose={close}
      onShow={(slot) => {
        if (phone) setWork(null)
        acts.select(slot)
        show(slot)
      }}
      onDone={(slot) => {
        close()
        focusOn(slot.id)
      }}
    />
  )
  return (
    <div ref={room.frame} style={room.style}>
      <WithDrawer drawer={drawer}>
        <div className={css.desk} ref={desk} data-phone={phone || undefined}>
          <WeekToolbar
            week={week}
            monday={monday}
            canEdit={canEdit}
            saving={saving}
            onWeek={onWeek}
            onUndo={undo}
            onPublish={() => setWork({ kind: 'publish', day: monday })}
          />
          {problem !== null && (
            <Refusal
              error={problem}
              onClose={forgive}
              onInsist={({ theirs, yours }) => {
                forgive()
                const day = yours.day ?? theirs.day
                const slot = findSlot(days, theirs.id)
                if (slot && yours.start !== undefined)
                  acts.move(slot, instantOf(day, yours.start, week.channel.dayStartsMin))
              }}
            />
          )}
          <PublishingNotice week={week} canEdit={canEdit} />
          {phone ? (
            <DayList days={days} today={today} canEdit={canEdit} onAct={onAct} onOpen={acts.open} />
          ) : (
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
          )}
          {!phone && canEdit && selected && !work && (
            <SelectionBar
              key={selected.id}
              slot={selected}
              days={days.map((day) => day.day)}
              dayStartsMin={week.channel.dayStartsMin}
              acts={acts}
            />
          )}
          <div className="sr-only" aria-live="polite">
            {said}
          </div>
        </div>
      </WithDrawer>
    </div>
  )
}

/** A new slot begins where the one at hand ends. */
function newAfter(days: readonly DayView[], at: Slot | undefined, today: string | undefined): Work {
  if (at) return { kind: 'new', day: at.day, startsAt: at.endsAt }
  const day = days.find((view) => view.day === today) ?? days[0]
  return { kind: 'new', day: day?.day ?? '', startsAt: day?.slots.at(-1)?.endsAt }
}
