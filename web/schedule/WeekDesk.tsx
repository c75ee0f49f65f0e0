import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { WithDrawer } from '../ui/Drawer.tsx'
import { useMay } from '../ui/session.ts'
import { DayList } from './calendar/DayList.tsx'
import { WeekCalendar } from './calendar/WeekCalendar.tsx'
import type { DayAct } from './calendar/WeekHeads.tsx'
import type { DeskProps, Wanted } from './desk.ts'
import { viewOf } from './plan-view.ts'
import { NewerVersions } from './publishing/NewerVersions.tsx'
import { PlanNotice } from './publishing/PlanNotice.tsx'
import { PublishingNotice } from './publishing/PublishingNotice.tsx'
import { Refusal } from './Refusal.tsx'
import type { Slot, Week } from './schedule.api.ts'
import { WeekTable } from './table/WeekTable.tsx'
import { useMoveRepeats } from './templates/MoveRepeats.tsx'
import { useUnderWay } from './undo.ts'
import { useMoves } from './use-moves.ts'
import { useRefusals } from './use-refusals.ts'
import { useUndo } from './use-undo.ts'
import { useWeekView } from './use-view.ts'
import css from './WeekDesk.module.css'
import { WeekDrawer, type Work } from './WeekDrawer.tsx'
import { WeekToolbar } from './WeekToolbar.tsx'

/** What is saved sooner than that is not worth a word (ms). */
const SAID_AFTER_MS = 500

type Props = {
  week: Week
  monday: string
  today: string | undefined
  onWeek: (monday: string | undefined) => void
}

/** The desk on which a week is laid: toolbar, the view it is worked on in, and the drawer beside. */
export function WeekDesk({ week, monday, today, onWeek }: Props) {
  const canEdit = useMay('schedule.edit')
  const phone = useMediaQuery('(max-width: 720px)')
  const [view, setView] = useWeekView()
  const repeats = useMoveRepeats()
  const refusals = useRefusals()
  const { moves, move } = useMoves(week, repeats.ask, refusals.add)
  const underWay = useUnderWay()
  const saving = underWay || moves.size > 0
  const [slow] = useDebouncedValue(saving, SAID_AFTER_MS)
  const days = useMemo(() => viewOf(week, moves), [week, moves])
  const [wanted, setWanted] = useState<Wanted>()
  const [work, setWork] = useState<Work | null>(null)
  const [said, setSaid] = useState('')
  const undo = useUndo(week.channel.id, canEdit, refusals.add)
  const desk: DeskProps = {
    week,
    days,
    today,
    canEdit,
    moves,
    move,
    askRepeats: repeats.ask,
    wanted,
    work,
    onWork: setWork,
    onFailure: refusals.add,
    onSay: setSaid,
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
      onShow={(slot: Slot) => {
        if (phone) setWork(null)
        setWanted({ id: slot.id, selected: true })
      }}
      onDone={(slot) => {
        close()
        setWanted({ id: slot.id, selected: false })
      }}
    />
  )
  const onAct = (act: DayAct, day: string) =>
    setWork(act === 'add' ? { kind: 'new', day } : { kind: act, day })
  const onOpen = (slot: Slot) =>
    setWork(canEdit ? { kind: 'edit', day: slot.day, slot } : { kind: 'history', day: slot.day })
  const View = view === 'table' ? WeekTable : WeekCalendar
  return (
    <WithDrawer drawer={drawer}>
      <div className={css.desk} data-phone={phone || undefined}>
        <WeekToolbar
          week={week}
          monday={monday}
          canEdit={canEdit}
          saving={saving && slow}
          undo={undo}
          view={phone ? undefined : view}
          onView={setView}
          onWeek={onWeek}
          onPublish={() => setWork({ kind: 'publish', day: monday })}
          onSettings={() => setWork({ kind: 'publishing', day: monday })}
        />
        {refusals.first !== null && (
          <Refusal error={refusals.first} onClose={refusals.answer} onError={refusals.add} />
        )}
        <PublishingNotice week={week} canEdit={canEdit} />
        {canEdit && <NewerVersions channelId={week.channel.id} />}
        <PlanNotice channelId={week.channel.id} canEdit={canEdit} />
        {phone ? (
          <DayList days={days} today={today} canEdit={canEdit} onAct={onAct} onOpen={onOpen} />
        ) : (
          <View {...desk} />
        )}
        {repeats.question}
        <div className="sr-only" aria-live="polite">
          {said}
        </div>
      </div>
    </WithDrawer>
  )
}
