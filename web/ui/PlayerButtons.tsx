import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from './icons.tsx'
import css from './PlayerButtons.module.css'
import type { Playback } from './use-playback.ts'

/** One small control of a player, a picture that says its word aloud. */
export function PlayerButton({
  icon,
  label,
  onClick,
}: {
  icon: IconName
  label: string
  onClick: () => void
}) {
  return (
    <button type="button" className={css.button} onClick={onClick} aria-label={label} title={label}>
      <Icon name={icon} size={18} />
    </button>
  )
}

export function PlayButton({ playback: { playing, toggle } }: { playback: Playback }) {
  const { t } = useTranslation('ui')
  return (
    <PlayerButton
      icon={playing ? 'pause' : 'play'}
      label={t(playing ? 'player.pause' : 'player.play')}
      onClick={toggle}
    />
  )
}

export function MuteButton({ muted, onChange }: { muted: boolean; onChange: (muted: boolean) => void }) {
  const { t } = useTranslation('ui')
  return (
    <PlayerButton
      icon={muted ? 'mute' : 'speaker'}
      label={t(muted ? 'player.unmute' : 'player.mute')}
      onClick={() => onChange(!muted)}
    />
  )
}
