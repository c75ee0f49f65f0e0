import { Button, SegmentedControl } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timecode } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { listen } from '../ui/listen.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import css from './Changes.module.css'
import type { Compared } from './Changes.tsx'
import type { Change, Changes } from './changes.api.ts'
import { mediaUrl } from './library.api.ts'

// So much of what is the same is seen before and after.
const lead = 1500

type Side = 'before' | 'after'
type Props = {
  change: Change
  version: Compared
  against: NonNullable<Changes['against']>
  onPlay: () => void
  onClose: () => void
}

/** The same place in both versions, one over the other: one press shows the other at the same moment. */
export function Beside({ change, version, against, onPlay, onClose }: Props) {
  const { t } = useTranslation('changes')
  const [side, setSide] = useState<Side>('after')
  const [playing, setPlaying] = useState(false)
  const [offsetMs, setOffset] = useState(0)
  const players = { before: useRef<HTMLVideoElement>(null), after: useRef<HTMLVideoElement>(null) }
  // In ms of each source: where the place begins, and how far it is played.
  const start = {
    before: (against.inMs ?? 0) + change.beforeFromMs,
    after: (version.inMs ?? 0) + change.fromMs,
  }
  const longest = Math.max(change.toMs - change.fromMs, change.beforeToMs - change.beforeFromMs)
  const show = (next: Side) => {
    const [from, to] = [players[side].current, players[next].current]
    if (!from || !to || next === side) return
    to.currentTime = Math.max(0, start[next] + from.currentTime * 1000 - start[side]) / 1000
    if (!from.paused) to.play().catch(() => undefined)
    from.pause()
    setSide(next)
  }
  const toggle = () => {
    const player = players[side].current
    if (!player?.paused) return player?.pause()
    onPlay()
    player.play().catch(() => undefined)
  }
  useHotkeys({ b: () => show(side === 'before' ? 'after' : 'before') })
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [])
  const mediaOf = { before: against, after: version }
  return (
    <div className={css.beside} ref={box}>
      <div className={css.screen} data-scheme="dark">
        {(['before', 'after'] as const).map((one) => (
          <Held
            key={one}
            player={players[one]}
            src={mediaUrl(mediaOf[one].id, version.soundOnly ? 'sound' : 'proxy')}
            startMs={start[one]}
            endMs={start[one] + longest + lead}
            hidden={one !== side}
            label={t('version', { number: mediaOf[one].number })}
            onMoved={(ms) => one === side && setOffset(ms - start[one])}
            onState={() => setPlaying(players[side].current?.paused === false)}
          />
        ))}
        {version.soundOnly && <Icon name="speaker" size={40} />}
      </div>
      <div className={css.controls}>
        <button
          type="button"
          className={css.play}
          onClick={toggle}
          aria-label={t(playing ? 'pause' : 'play')}
        >
          <Icon name={playing ? 'pause' : 'play'} size={18} />
        </button>
        <SegmentedControl
          size="xs"
          value={side}
          onChange={(next) => show(next as Side)}
          aria-label={t('which')}
          data={[
            { value: 'before', label: t('version', { number: against.number }) },
            { value: 'after', label: t('version', { number: version.number }) },
          ]}
        />
        <span className="num sec">
          {timecode((side === 'after' ? change.fromMs : change.beforeFromMs) + offsetMs)}
        </span>
        <span className={`sec ${css.hint}`}>{t('keyHint')}</span>
        <Button variant="subtle" size="row" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </div>
  )
}

type HeldProps = {
  player: React.RefObject<HTMLVideoElement | null>
  src: string
  startMs: number
  endMs: number
  hidden: boolean
  label: string
  onMoved: (ms: number) => void
  onState: () => void
}

/** One version around the place; it goes round from its end to its start. */
function Held({ player, src, startMs, endMs, hidden, label, onMoved, onState }: HeldProps) {
  const told = useRef({ onMoved, onState })
  told.current = { onMoved, onState }
  useEffect(() => {
    const element = player.current
    if (!element) return
    const toStart = () => {
      element.currentTime = Math.max(0, startMs - lead) / 1000
    }
    const follow = () => {
      if (!element.paused && element.currentTime * 1000 >= endMs) toStart()
      told.current.onMoved(element.currentTime * 1000)
    }
    const state = () => told.current.onState()
    if (element.readyState > 0) toStart()
    return listen(element, {
      loadedmetadata: toStart,
      timeupdate: follow,
      seeked: follow,
      play: state,
      pause: state,
      ended: toStart,
    })
  }, [player, startMs, endMs])
  return (
    // biome-ignore lint/a11y/useMediaCaption: the spoken text stands on the work's own page
    <video ref={player} src={src} preload="auto" playsInline hidden={hidden} aria-label={label} />
  )
}
