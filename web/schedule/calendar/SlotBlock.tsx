// biome-ignore-all lint/a11y/useSemanticElements: a grid drawn to time cannot be laid out as a table
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { duration } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { LanguagePatch } from '../../ui/LanguagePatch.tsx'
import { SealMark } from '../../ui/SealMark.tsx'
import type { Slot } from '../schedule.api.ts'
import { spoken } from '../sentences.ts'
import { sizeOf } from './geometry.ts'
import css from './SlotBlock.module.css'

type Props = {
  slot: Slot
  top: number
  height: number
  /** Shared with others: this one is the earlier or the later of a pair. */
  clash: 'first' | 'second' | undefined
  overlapMs: number
  /** What else stands against it, in a few words each; empty where nothing does. */
  concerns: string
  current: boolean
  selected: boolean
  linked: boolean
  onAir: boolean
}

const LINE_PX = 18
/** The line of the time and what the edges take. */
const TIME_PX = 21

/** A slot in its day's column, as high as it is long. What is done with it the grid hears. */
export const SlotBlock = memo(function SlotBlock(props: Props) {
  const { slot, top, height, clash, current, selected } = props
  const { t } = useTranslation('schedule')
  const cell = useRef<HTMLDivElement>(null)
  const size = sizeOf(height)
  const tall = size === 'full' || size === 'short'
  const told = size === 'full' && height > 92 && slot.kind === 'work'
  const warned = props.concerns !== ''
  const footed = warned && size === 'full' && height > 74
  // What the time, the length and the foot leave of it.
  const lines = Math.floor((height - TIME_PX - (told ? LINE_PX : 0) - (footed ? LINE_PX : 0)) / LINE_PX)
  useEffect(() => {
    if (selected) cell.current?.focus()
  }, [selected])
  return (
    <div
      ref={cell}
      role="gridcell"
      aria-selected={selected}
      aria-label={spoken(t, slot, props.overlapMs, props.concerns)}
      tabIndex={current ? 0 : -1}
      className={css.slot}
      data-slot={slot.id}
      data-size={size}
      data-look={lookOf(slot)}
      data-clash={clash}
      data-warn={warned || undefined}
      data-linked={props.linked || undefined}
      data-air={props.onAir || undefined}
      style={{ top: top + 1, height: Math.max(3, height - 2) }}
      title={`${timeOfDay(slot.startsAt)} - ${timeOfDay(slot.endsAt)} ${slot.title}`}
    >
      {tall && (
        <span className={`num ${css.time}`}>
          {timeOfDay(slot.startsAt)}
          {slot.run === 'repeat' && <abbr title={t('run.repeat')}>{t('mark.repeat')}</abbr>}
          {slot.kind === 'live' && <abbr title={t('kind.live')}>{t('mark.live')}</abbr>}
          {slot.kind === 'work' && (
            <span className={css.seal}>
              <SealMark approved={slot.version !== null} size={14} />
            </span>
          )}
        </span>
      )}
      {size !== 'bar' && (
        <b className={css.title}>
          {slot.language && slot.language !== 'vi' && <LanguagePatch language={slot.language} />}
          <span style={{ WebkitLineClamp: Math.max(1, lines) }}>
            {size === 'full' ? slot.title : slot.shortTitle}
          </span>
        </b>
      )}
      {told && (
        <small className={css.sub}>
          {duration(slot.durationMs)}
          {slot.repeatIds.length > 0 && ` · ${t('repeatCount', { count: slot.repeatIds.length })}`}
        </small>
      )}
      {footed && <Foot slot={slot} words={props.concerns} />}
      {(size === 'line' || size === 'thin') && <SideMark slot={slot} />}
    </div>
  )
})

function lookOf(slot: Slot): string {
  if (slot.kind === 'relay' || slot.kind === 'live') return slot.kind
  return slot.run
}

/** What must be done about it, said at its foot. */
function Foot({ slot, words }: { slot: Slot; words: string }) {
  return (
    <span className={css.foot}>
      <Icon name={slot.placeholder || slot.pinNotApproved ? 'dash' : 'warn'} size={13} />
      {words}
    </span>
  )
}

function SideMark({ slot }: { slot: Slot }) {
  const { t } = useTranslation('schedule')
  if (slot.placeholder || slot.pinNotApproved)
    return <Icon name="dash" size={13} label={t('placeholder')} className={css.wait} />
  if (slot.run === 'repeat') return <Icon name="repeat" size={13} label={t('run.repeat')} />
  if (slot.kind === 'live') return <Icon name="live" size={13} label={t('kind.live')} />
  return null
}
