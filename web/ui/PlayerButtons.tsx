import { type ReactNode, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { number } from './format.ts'
import { frameCode } from './frames.ts'
import { Icon, type IconName } from './icons.tsx'
import css from './PlayerButtons.module.css'
import type { Playback } from './use-playback.ts'

type ButtonProps = { icon: IconName; label: string; onClick: () => void }

/** One small control of a player, a picture that says its word aloud. */
export function PlayerButton({ icon, label, onClick }: ButtonProps) {
  return (
    <button type="button" className={css.button} onClick={onClick} aria-label={label} title={label}>
      <Icon name={icon} size={18} />
    </button>
  )
}

const jumpMs = 5000

type Props = {
  playback: Playback
  durationMs: number
  /** Goes full screen. Without it there is no button for that, as where there is only sound. */
  screen?: RefObject<HTMLElement | null> | undefined
  /** What else stands between the time and the sound, such as the act that runs. */
  children?: ReactNode
}

/** Transport, the time to the picture, speed, sound and full screen: on the page of a work and in the review room. */
export function PlayerControls({ playback, durationMs, screen, children }: Props) {
  const { t } = useTranslation('ui')
  const { playing, speed, positionMs, fps, toggle, seek, step, here } = playback
  const moves = playing || speed < 0
  return (
    <div className={css.controls}>
      <div className={css.transport}>
        <PlayerButton
          icon={moves ? 'pause' : 'play'}
          label={t(moves ? 'player.pause' : 'player.play')}
          onClick={toggle}
        />
        <PlayerButton icon="prev" label={t('player.back')} onClick={() => seek(here() - jumpMs)} />
        <PlayerButton icon="left" label={t('player.frameBack')} onClick={() => step(-1)} />
        <PlayerButton icon="right" label={t('player.frameOn')} onClick={() => step(1)} />
        <PlayerButton icon="next" label={t('player.forward')} onClick={() => seek(here() + jumpMs)} />
      </div>
      <span className={`num ${css.time}`} title={t('player.code')}>
        {frameCode(positionMs, fps)} <span>/ {frameCode(durationMs, fps)}</span>
      </span>
      {(speed < 0 || speed > 2) && (
        <span className={`num ${css.tag}`}>{t('player.speed', { speed: number(speed) })}</span>
      )}
      {children}
      <div className={css.settings}>
        <RateButton playback={playback} />
        <Volume playback={playback} />
        {screen && (
          <PlayerButton icon="full" label={t('player.full')} onClick={() => turnFull(screen.current)} />
        )}
      </div>
    </div>
  )
}

function turnFull(screen: HTMLElement | null) {
  const turned = document.fullscreenElement ? document.exitFullscreen() : screen?.requestFullscreen()
  // A browser or a rule of the house may refuse; the picture then stays where it is.
  turned?.catch(() => undefined)
}

const rates = [1, 1.25, 1.5, 2, 0.5]

function RateButton({ playback: { element } }: { playback: Playback }) {
  const { t } = useTranslation('ui')
  const [rate, setRate] = useState(1)
  const next = rates[(rates.indexOf(rate) + 1) % rates.length] ?? 1
  const change = () => {
    if (element) {
      // The usual speed as well: what a shuttle made faster goes back to it.
      element.defaultPlaybackRate = next
      element.playbackRate = next
    }
    setRate(next)
  }
  return (
    <button type="button" className={css.tag} onClick={change} title={t('player.rate')}>
      <span className="num">{number(rate, rate % 1 ? ((rate * 2) % 1 ? 2 : 1) : 0)}x</span>
      <span className="sr-only">{t('player.rate')}</span>
    </button>
  )
}

function Volume({ playback: { element } }: { playback: Playback }) {
  const { t } = useTranslation('ui')
  const [muted, setMuted] = useState(false)
  const [volume, setVolume] = useState(1)
  const apply = (loud: number, silent: boolean) => {
    setVolume(loud)
    setMuted(silent)
    if (!element) return
    element.volume = loud
    element.muted = silent
  }
  return (
    <span className={css.volume}>
      <PlayerButton
        icon={muted ? 'mute' : 'speaker'}
        label={t(muted ? 'player.unmute' : 'player.mute')}
        onClick={() => apply(volume, !muted)}
      />
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={muted ? 0 : volume}
        aria-label={t('player.volume')}
        // The keys of the player are meant again once the pointer lets go.
        onPointerUp={(event) => event.currentTarget.blur()}
        onChange={(event) =>
          apply(Number(event.currentTarget.value), Number(event.currentTarget.value) === 0)
        }
      />
    </span>
  )
}
