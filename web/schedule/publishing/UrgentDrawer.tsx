import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asOnClock, startIn } from '../../../server/schedule/imports/hours.rules.ts'
import { overlapsOf } from '../../../server/schedule/plan.rules.ts'
import {
  afterMoves,
  correctionOf,
  movesTo,
  swapMoves,
} from '../../../server/schedule/publishing/urgent.rules.ts'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import type { PlannedSlot } from '../../../server/schedule/schedule.schema.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { toast } from '../../ui/toasts.ts'
import css from '../SlotForm.module.css'
import { takeBack, useDayHistory, type Week } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import { offerUndo } from '../undo.ts'
import { CorrectionLines } from './CorrectionLines.tsx'
import { Overtaken } from './Overtaken.tsx'
import { changeUrgently } from './publishing.api.ts'

/** How long an urgent change can be taken back where the person wants to (ms). */
const TAKE_BACK_MS = 30_000

type Props = { channel: Week['channel']; day: string; onClose: () => void }
type Published = NonNullable<ReturnType<typeof useDayHistory>['data']>[number]

/** Đổi gấp: rows of a published day at other hours, in one step, whatever the draft holds meanwhile. */
export function UrgentDrawer({ channel, day, onClose }: Props) {
  const { t } = useTranslation('publishing')
  const history = useDayHistory(channel.id, day)
  return (
    <Loaded query={history}>
      {([inForce]) =>
        inForce ? (
          // Not keyed: what was typed outlives a publication by somebody else, and is then compared with theirs.
          <UrgentForm channel={channel} day={day} inForce={inForce} onClose={onClose} />
        ) : (
          <Drawer title={t('urgent.title', { day: dayName(day) })} onClose={onClose}>
            <EmptyState title={t('urgent.notPublished')} />
          </Drawer>
        )
      }
    </Loaded>
  )
}

function UrgentForm({ channel, day, inForce, onClose }: Props & { inForce: Published }) {
  const { t } = useTranslation('publishing')
  // JSON holds no undefined, which the client’s types do not know.
  const slots = inForce.body.slots as PlannedSlot[]
  const [way, setWay] = useState<'move' | 'swap'>('move')
  const [first, setFirst] = useState<string | null>(null)
  const [second, setSecond] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [push, setPush] = useState(true)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<string>()
  const start = startIn(typed, channel.dayStartsMin)
  const moves =
    way === 'swap'
      ? first && second
        ? swapMoves(slots, [first, second])
        : new Map<string, string>()
      : first && start !== undefined
        ? movesTo(slots, [{ slotId: first, start }], { day, dayStartsMin: channel.dayStartsMin })
        : new Map<string, string>()
  const after = afterMoves(slots, moves, push)
  const lines = correctionOf(slots, after)
  const clash = overlapsOf(after)[0]
  const options = slots.map((slot) => ({
    value: slot.slotId,
    label: `${timeOfDay(slot.startsAt)} ${slot.title}`,
  }))
  const blocked =
    moves.size === 0 || lines.length === 0
      ? t('urgent.chooseFirst')
      : clash
        ? t('urgent.clash', { first: clash.first.title, second: clash.second.title })
        : undefined
  const send = async (delayMs: number) => {
    setBusy(true)
    setError(null)
    try {
      const answer = await changeUrgently(channel.id, day, {
        base: inForce.number,
        ...(way === 'swap'
          ? { swap: { first: first ?? '', second: second ?? '' } }
          : { moves: [{ slotId: first ?? '', start: asOnClock(typed) }] }),
        push,
        reason,
        delayMs,
      })
      const { leaving } = answer
      if (leaving) {
        offerUndo(
          t('urgent.leaving'),
          async () => {
            await takeBack(leaving.jobId)
            toast(t('urgent.takenBack'))
          },
          true,
        )
        onClose()
      } else {
        toast(t('urgent.done'))
        setMade(answer.correctionId ?? undefined)
      }
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Drawer
      title={t('urgent.title', { day: dayName(day) })}
      onClose={onClose}
      foot={
        made === undefined && (
          <>
            <ActionButton
              variant="default"
              blocked={blocked}
              loading={busy}
              onClick={() => send(TAKE_BACK_MS)}
            >
              {t('urgent.later')}
            </ActionButton>
            <ActionButton blocked={blocked} loading={busy} onClick={() => send(0)}>
              {t('urgent.now')}
            </ActionButton>
          </>
        )
      }
    >
      {made !== undefined ? (
        <div className={css.form}>
          <p>{t('urgent.made')}</p>
          <Button
            component="a"
            renderRoot={(props) => (
              <Link {...props} to="/lich/dinh-chinh/$correctionId" params={{ correctionId: made }} />
            )}
          >
            {t('urgent.openCorrection')}
          </Button>
        </div>
      ) : (
        <div className={css.form}>
          <p className={css.hint}>{t('urgent.hint', { number: inForce.number })}</p>
          {error !== null && <Overtaken error={error} yours={lines} title={t('urgent.failed')} />}
          <SegmentedControl
            value={way}
            onChange={(value) => setWay(value === 'swap' ? 'swap' : 'move')}
            data={[
              { value: 'move', label: t('urgent.move') },
              { value: 'swap', label: t('urgent.swap') },
            ]}
          />
          <Select label={t('urgent.row')} data={options} value={first} onChange={setFirst} searchable />
          {way === 'swap' ? (
            <Select
              label={t('urgent.with')}
              data={options.filter(({ value }) => value !== first)}
              value={second}
              onChange={setSecond}
              searchable
            />
          ) : (
            <TextInput
              label={t('urgent.to')}
              description={t('urgent.toHint')}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={typed !== '' && start === undefined ? t('urgent.noTime') : undefined}
            />
          )}
          <Checkbox
            label={t('urgent.push')}
            checked={push}
            onChange={(event) => setPush(event.currentTarget.checked)}
          />
          <TextInput
            label={t('urgent.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <CorrectionLines lines={lines} />
        </div>
      )}
    </Drawer>
  )
}
