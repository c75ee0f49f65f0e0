import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStationNow } from '../../ui/clock.ts'
import { useMay } from '../../ui/session.ts'
import { useHotkeys } from '../../ui/use-hotkeys.ts'
import type { DeskProps } from '../desk.ts'
import { type DayView, findSlot, linkedTo } from '../plan-view.ts'
import { type Slot, useChannels } from '../schedule.api.ts'
import type { Work } from '../WeekDrawer.tsx'
import { AddChannel } from './ChannelTabs.tsx'
import { useBehind } from './calendar.api.ts'
import type { Drop } from './drag-session.ts'
import { shownBands } from './geometry.ts'
import { earsOf } from './grid-ears.ts'
import { type Asking, SelectionBar } from './SelectionBar.tsx'
import { type MenuPlace, SlotMenu } from './SlotMenu.tsx'
import { Tray } from './Tray.tsx'
import { useDrag } from './use-drag.ts'
import { gridKeys, neighbour } from './use-grid-keys.ts'
import { useShown } from './use-shown.ts'
import { useSight } from './use-sight.ts'
import { useSlotActs } from './use-slot-acts.ts'
import { useZoom } from './use-zoom.ts'
import css from './WeekCalendar.module.css'
import { WeekGrid } from './WeekGrid.tsx'
import { type DayAct, WeekHeads } from './WeekHeads.tsx'

/** Lịch: the week drawn to time, what waits for a place below it. */
export function WeekCalendar(desk: DeskProps) {
  const { week, days, today, canEdit, wanted, work, onWork, onSay } = desk
  const now = useStationNow(30_000)
  const [selectedId, setSelected] = useState<string>()
  const [asking, setAsking] = useState<Asking>()
  const [menu, setMenu] = useState<MenuPlace>()
  const [ghosts, setGhosts] = useState(true)
  const shown = useShown(week.channel.dayStartsMin)
  const { acts, lay } = useSlotActs(desk, shown, setSelected)
  const selected = findSlot(days, selectedId)
  const navigate = useNavigate()
  const mayAdd = useMay('schedule.channels')
  const known = useChannels().data
  const alone = mayAdd && known?.length === 1
  const behind = useBehind(week.channel.id, week.from, ghosts)

  const { open } = shown
  const place = useCallback(
    (scale: Parameters<typeof shownBands>[2]) =>
      shownBands({ days, dayStartsMin: week.channel.dayStartsMin }, open, scale),
    [days, week.channel.dayStartsMin, open],
  )
  const zoom = useZoom(place)
  const { bands, scroller, columns } = zoom
  const { sight, look } = useSight(scroller, columns, bands)
  const onDrop = ({ held, target, copy }: Drop) => {
    const startsAt = new Date(target.startsAt).toISOString()
    const slot = findSlot(days, held.id)
    if (held.grip === 'lay') void lay({ id: held.workId ?? '', title: held.title }, startsAt)
    else if (slot && copy) acts.duplicate(slot, startsAt)
    else if (slot) acts.move(slot, startsAt, target.durationMs)
  }
  const drag = useDrag({ scroller, columns, bands, days, neighbours: week.neighbours }, { onDrop, onSay })

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time the desk asks
  useEffect(() => {
    const slot = findSlot(days, wanted?.id)
    if (!wanted) return
    if (!slot) return shown.focusOn(wanted.id)
    if (wanted.selected) acts.select(slot)
    shown.show(slot)
  }, [wanted])
  const at = selected ?? findSlot(days, shown.focusedId)
  useHotkeys({
    n: () => canEdit && onWork(newAfter(days, at, today)),
    j: () => acts.focus(neighbour(days, at?.id, 1)),
    k: () => acts.focus(neighbour(days, at?.id, -1)),
    '+': zoom.larger,
    '=': zoom.larger,
    '-': zoom.smaller,
    '0': zoom.usual,
  })
  const onAct = (act: DayAct, day: string) =>
    onWork(act === 'add' ? { kind: 'new', day } : { kind: act, day })
  const current = selectedId ?? findSlot(days, shown.focusedId)?.id ?? neighbour(days, undefined, 1)?.id
  const marks = useMemo(
    () => ({ current, selected: selectedId, linked: linkedTo(days, findSlot(days, selectedId)), now }),
    [current, selectedId, days, now],
  )
  const byId = useMemo(() => new Map(days.flatMap((day) => day.slots).map((slot) => [slot.id, slot])), [days])
  const ears = earsOf(
    {
      slot: (id) => byId.get(id),
      onFocus: (slot) => shown.setFocused(slot.id),
      onSelect: acts.select,
      onOpen: acts.open,
      onKeyDown: gridKeys(days, selectedId, acts, canEdit),
      onMenu: (slot, { x, y }) => {
        acts.select(slot)
        setMenu({ slot, x, y })
      },
      onFill: (day, startsAt, durationMs) => onWork({ kind: 'new', day, startsAt, durationMs }),
      onGrip: (press, slot, grip) => {
        const startsAt = Date.parse(slot.startsAt)
        const { id, title, day, durationMs } = slot
        drag.grip(press, {
          grip,
          id,
          title,
          day,
          startsAt,
          durationMs,
          grabMs: drag.instantOf(press, day) - startsAt,
        })
      },
    },
    canEdit,
  )
  const ask = (slot: Slot, what: Asking) => {
    setSelected(slot.id)
    setAsking(what)
  }
  return (
    <div className={css.calendar} ref={shown.desk}>
      <div className={css.scroll} ref={scroller} onScroll={look}>
        <WeekHeads
          days={days}
          today={today}
          channel={week.channel}
          zoom={zoom}
          canEdit={canEdit}
          onAct={onAct}
          onShow={(id) => {
            const slot = byId.get(id)
            if (!slot) return
            acts.select(slot)
            shown.show(slot)
          }}
        />
        <WeekGrid
          days={days}
          bands={bands}
          columns={columns}
          sight={sight}
          marks={marks}
          behind={behind}
          ears={ears}
          onToggle={shown.toggle}
          folding={!zoom.wholeDay}
          canEdit={canEdit}
        >
          <div className={css.preview} ref={drag.preview} aria-hidden="true" hidden>
            <b className="num" />
            <span />
            <em />
          </div>
        </WeekGrid>
      </div>
      <div className={css.tag} ref={drag.tag} aria-hidden="true" hidden />
      {canEdit && selected && !work ? (
        <SelectionBar
          key={selected.id}
          slot={selected}
          days={days.map((day) => day.day)}
          dayStartsMin={week.channel.dayStartsMin}
          acts={acts}
          asking={asking}
          onAsk={setAsking}
        />
      ) : (
        canEdit && (
          <Tray
            ghosts={ghosts}
            onGhosts={setGhosts}
            onGrip={(press, { id, title, durationMs }) =>
              drag.grip(press, {
                grip: 'lay',
                workId: id,
                title,
                day: week.from,
                startsAt: 0,
                durationMs,
                grabMs: 0,
              })
            }
            onPick={(waiting) => {
              const { day, ...next } = newAfter(days, at, today)
              onWork({ ...next, day, work: waiting })
            }}
          >
            {alone && (
              <AddChannel onAdded={(kenh) => navigate({ to: '/lich', search: { kenh, tuan: week.from } })} />
            )}
          </Tray>
        )
      )}
      {menu && <SlotMenu place={menu} acts={acts} onAsk={ask} onClose={() => setMenu(undefined)} />}
    </div>
  )
}

/** A new slot begins where the one at hand ends. */
function newAfter(
  days: readonly DayView[],
  at: Slot | undefined,
  today: string | undefined,
): Extract<Work, { kind: 'new' }> {
  if (at) return { kind: 'new', day: at.day, startsAt: at.endsAt }
  const day = days.find((view) => view.day === today) ?? days[0]
  return { kind: 'new', day: day?.day ?? '', startsAt: day?.slots.at(-1)?.endsAt }
}
