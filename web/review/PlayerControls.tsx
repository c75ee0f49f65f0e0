import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { percent, timecode } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { MuteButton, PlayButton } from '../ui/PlayerButtons.tsx'
import type { Playback } from '../ui/use-playback.ts'
import css from './PlayerView.module.css'

const RATES = [1, 1.25, 1.5, 2, 0.5]

type Props = {
  playback: Playback
  durationMs: number
  /** The act that runs. */
  chapter: string | undefined
  watched: number
  muted: boolean
  onMuted: (muted: boolean) => void
}

export function PlayerControls({ playback, durationMs, chapter, watched, muted, onMuted }: Props) {
  const { t } = useTranslation('review')
  const [rate, setRate] = useState(1)
  const nextRate = RATES[(RATES.indexOf(rate) + 1) % RATES.length] ?? 1
  const speedUp = () => {
    if (playback.element) playback.element.playbackRate = nextRate
    setRate(nextRate)
  }
  return (
    <div className={css.controls}>
      <PlayButton playback={playback} />
      <span className={`num ${css.time}`}>
        {timecode(playback.positionMs)} <span>/ {timecode(durationMs)}</span>
      </span>
      {chapter && <span className={css.tag}>{chapter}</span>}
      <span className="grow" />
      <span className={css.watched} title={t('player.watchedHint')}>
        <Icon name="eye" size={15} />
        <span className="num">{t('player.watched', { share: percent(watched) })}</span>
      </span>
      <button type="button" className={css.tag} onClick={speedUp}>
        <span className="num">{rate}x</span>
        <span className="sr-only">{t('player.rate')}</span>
      </button>
      <MuteButton muted={muted} onChange={onMuted} />
    </div>
  )
}
