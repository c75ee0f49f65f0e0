import { ActionIcon, Button, Menu, NumberInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { billedApart, printedAt } from '../../../server/schedule/billed.rules.ts'
import type { RundownRow } from '../../../server/schedule/rundown/rundown.rules.ts'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { duration } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { LanguageChip } from '../../ui/LanguageChip.tsx'
import { SealMark } from '../../ui/SealMark.tsx'
import { useRowDrag } from '../../ui/use-row-drag.ts'
import type { Slot } from '../schedule.api.ts'
import { FrameTime } from './FrameTime.tsx'
import css from './Rundown.module.css'
import type { RundownActs } from './RundownTable.tsx'

export interface Place {
  index: number
  tabIndex: number
  onFocus: () => void
}

type Props = {
  row: Extract<RundownRow<Slot>, { kind: 'slot' }>
  /** Its place in the order, from 0. */
  number: number
  count: number
  acts: RundownActs | undefined
  place: Place
  onDrop: (id: string, to: number) => void
}

/** One slot in the order of the day. */
export function SlotRow({ row, number, count, acts, place, onDrop }: Props) {
  const { t } = useTranslation(['plans', 'schedule'])
  const { slot, overMs, budget } = row
  const tr = useRef<HTMLTableRowElement>(null)
  const over = useRowDrag(tr, {
    list: 'rundown',
    id: slot.id,
    place: number,
    active: acts !== undefined,
    onDrop,
  })
  const blockOver = budget !== null && budget.overMs > 0
  return (
    <tr
      ref={tr}
      data-row={place.index}
      data-over={overMs > 0 || blockOver || undefined}
      data-drop={over || undefined}
      tabIndex={acts ? place.tabIndex : undefined}
      onFocus={place.onFocus}
    >
      <td className="num mut">{number + 1}</td>
      <td className="strong">
        <FrameTime at={slot.startsAt} />
        {billedApart(slot) && (
          <small className={css.billed}>
            {t('schedule:mark.billed', { time: timeOfDay(printedAt(slot)) })}
          </small>
        )}
      </td>
      <td className="num">{duration(slot.durationMs)}</td>
      <td className={css.title}>
        <span>
          {slot.title}
          {slot.run === 'repeat' && ` (${t('schedule:mark.repeat')})`}
        </span>
        {slot.language && slot.language !== 'vi' && <LanguageChip language={slot.language} />}
        {overMs > 0 && <small className={css.stop}>{t('rundown.overlap', { span: duration(overMs) })}</small>}
        {blockOver && budget && (
          <small className={css.stop}>
            {t('rundown.blockBudget', { planned: duration(budget.plannedMs), room: duration(budget.roomMs) })}{' '}
            {t('rundown.over', { span: duration(budget.overMs) })}
          </small>
        )}
      </td>
      <td className={css.state}>
        <State slot={slot} />
      </td>
      <td className={css.mode}>{t(`rundown.${slot.startMode}`)}</td>
      <td className="sec">
        <FrameTime at={slot.endsAt} />
      </td>
      {acts && (
        <td className={css.acts}>
          <RowMenu slot={slot} number={number} count={count} acts={acts} />
        </td>
      )}
    </tr>
  )
}

function State({ slot }: { slot: Slot }) {
  const { t } = useTranslation(['plans', 'schedule'])
  if (slot.kind === 'relay' || slot.kind === 'live') return <>{t(`schedule:kind.${slot.kind}`)}</>
  if (slot.kind === 'title') return <>{t('rundown.own')}</>
  const word = slot.version ? 'ready' : slot.pinNotApproved ? 'pin' : 'held'
  return (
    <span className="row">
      <SealMark approved={slot.version !== null} size={15} />
      {t(`rundown.${word}`)}
    </span>
  )
}

type MenuProps = { slot: Slot; number: number; count: number; acts: RundownActs }

function RowMenu({ slot, number, count, acts }: MenuProps) {
  const { t } = useTranslation('plans')
  const [placing, setPlacing] = useState(false)
  const [to, setTo] = useState<number | string>(number + 1)
  const follows = slot.startMode === 'following'
  const go = (event: FormEvent) => {
    event.preventDefault()
    setPlacing(false)
    acts.order(slot, Math.max(1, Math.min(count, Number(to) || 1)) - 1)
  }
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('rundown.menu', { title: slot.title })}
          >
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => acts.open(slot)}>{t('rundown.open')}</Menu.Item>
          <Menu.Item disabled={number === 0} onClick={() => acts.order(slot, number - 1)}>
            {t('rundown.up')}
          </Menu.Item>
          <Menu.Item disabled={number === count - 1} onClick={() => acts.order(slot, number + 1)}>
            {t('rundown.down')}
          </Menu.Item>
          <Menu.Item
            onClick={() => {
              setTo(number + 1)
              setPlacing(true)
            }}
          >
            {t('rundown.place')}
          </Menu.Item>
          <Menu.Item
            disabled={!follows && number === 0}
            onClick={() => acts.mode(slot, follows ? 'fixed' : 'following')}
          >
            {t(follows ? 'rundown.makeFixed' : 'rundown.makeFollowing')}
          </Menu.Item>
          <Menu.Item onClick={() => acts.remove(slot)}>{t('rundown.remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {placing && (
        <Dialog title={t('rundown.place')} onClose={() => setPlacing(false)}>
          <form onSubmit={go} className="stack">
            <NumberInput
              label={t('rundown.placeLabel', { title: slot.title })}
              min={1}
              max={count}
              data-autofocus
              value={to}
              onChange={setTo}
            />
            <Button type="submit">{t('rundown.placeGo')}</Button>
          </form>
        </Dialog>
      )}
    </>
  )
}
