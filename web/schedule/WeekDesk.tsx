import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { useStationNow } from '../ui/clock.ts'
import { WithDrawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useMay } from '../ui/session.ts'
import { toast } from '../ui/toasts.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import type { GridHands } from './DayColumn.tsx'
import { DayList } from './DayList.tsx'
import { type Band, bandAt, bandsOf } from './geometry.ts'
import { PublishingNotice } from './PublishingNotice.tsx'
import { type DayView, sharedMs, viewOf } from './plan-view.ts'
import { SelectionBar } from './SelectionBar.tsx'
import type { Slot, Week } from './schedule.api.ts'
import { shared } from './sentences.ts'
import { duplicate, removeWithUndo } from './slot-acts.ts'
import { takeBackDone, useUndoKey } from './undo.ts'
import { type GridActs, gridKeys, neighbour } from './use-grid-keys.ts'
import { useMoves } from './use-moves.ts'
import { useRoomBelow } from './use-room-below.ts'
import css from './WeekDesk.module.css'
import { WeekDrawer, type Work } from './WeekDrawer.tsx'
import { WeekGrid } from './WeekGrid.tsx'
import { type DayAct, WeekHeads } from './WeekHeads.tsx'
import { WeekToolbar } from './WeekToolbar.tsx'

type Props = {
  week: Week
  monday: string
  today: string | undefined
  onWeek: (monday: string | undefined) => void
}

const find = (days: readonly DayView[], id: string | undefined) =>
  days.flatMap((day) => day.slots).find((slot) => slot.id === id)

/** The desk on which a week is laid: toolbar, grid, what is selected, and the drawer beside. */
export function WeekDesk({ week, monday, today, onWeek }: Props) {
  const { t } = useTranslation('schedule')
  const canEdit = useMay('schedule.edit')
  const phone = useMediaQuery('(max-width: 720px)')
  const now = useStationNow(30_000)
  const { moves, move, saving, error, clearError } = useMoves(week)
  const days = useMemo(() => viewOf(week, moves), [week, moves])
  const [selectedId, setSelected] = useState<string>()
  const [focusedId, setFocused] = useState<string>()
  const [open, setOpen] = useState<ReadonlySet<Band['id']>>(new Set(['evening']))
  const [work, setWork] = useState<Work | null>(null)
  const [said, setSaid] = useState('')
  const [failure, setFailure] = useState<unknown>(null)
  const desk = useRef<HTMLDivElement>(null)
  const room = useRoomBelow()
  const selected = find(days, selectedId)

  /** Unfolds the hours a slot stands in, so that it can be seen and focused. */
  const unfold = (slot: Slot) => {
    const band = bandAt(bandsOf(week.channel.dayStartsMin), slot.day, slot.startsAt)
    if (band && !open.has(band.id)) setOpen(new Set([...open, band.id]))
  }
  const focusNext = useRef<string>(undefined)
  useEffect(() => {
    if (!focusNext.current) return
    const cell = desk.current?.querySelector<HTMLElement>(`[data-slot="${focusNext.current}"]`)
    if (!cell) return
    focusNext.current = undefined
    cell.focus()
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  const show = (slot: Slot | undefined) => {
    if (!slot) return
    unfold(slot)
    setFocused(slot.id)
    focusNext.current = slot.id
  }

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
      focusNext.current = slot.id
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
        focusNext.current = laid.id
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
    n: () => canEdit && setWork(newAfter(days, selected ?? find(days, focusedId), today)),
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
  const drawer = work && (
    <WeekDrawer
      week={week}
      days={days}
      work={work}
      canEdit={canEdit}
      saving={saving}
      onClose={() => setWork(null)}
      onShow={(slot) => {
        if (phone) setWork(null)
        acts.select(slot)
        show(slot)
      }}
      onDone={(slot) => {
        setWork(null)
        focusNext.current = slot.id
        setFocused(slot.id)
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
            <ErrorState
              error={problem}
              title={t('notKept')}
              onRetry={() => {
                setFailure(null)
                clearError()
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
                onToggle={(band) => setOpen(toggled(open, band))}
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

const toggled = (open: ReadonlySet<Band['id']>, band: Band['id']): ReadonlySet<Band['id']> =>
  open.has(band) ? new Set([...open].filter((id) => id !== band)) : new Set([...open, band])

/** The first run and the repeats of what is selected. */
function linkedTo(days: readonly DayView[], slot: Slot | undefined): ReadonlySet<string> {
  if (!slot) return new Set()
  const root = slot.firstSlotId ?? slot.id
  const all = days.flatMap((day) => day.slots)
  return new Set(
    all.filter((s) => s.id !== slot.id && (s.id === root || s.firstSlotId === root)).map((s) => s.id),
  )
}

/** A new slot begins where the one at hand ends. */
function newAfter(days: readonly DayView[], at: Slot | undefined, today: string | undefined): Work {
  if (at) return { kind: 'new', day: at.day, startsAt: at.endsAt }
  const day = days.find((view) => view.day === today) ?? days[0]
  return { kind: 'new', day: day?.day ?? '', startsAt: day?.slots.at(-1)?.endsAt }
}
