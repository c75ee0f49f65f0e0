import { type KeyboardEvent, type ReactNode, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { PlayerControls } from '../ui/PlayerButtons.tsx'
import type { Playback } from '../ui/use-playback.ts'
import css from './Player.module.css'

type Props = {
  /** Where the picture stands on the page. */
  place: RefObject<HTMLElement | null>
  playback: Playback
  durationMs: number
  soundOnly: boolean
  src: string | undefined
  poster?: string | undefined
  /** What stands over the picture's corner: what kind of picture this is. */
  note: ReactNode
}

/** Picture, or sound alone, with its controls; the curves below move the same playhead. */
export function Player({ place, playback, durationMs, soundOnly, src, poster, note }: Props) {
  const { t } = useTranslation(['library', 'ui'])
  const screen = useRef<HTMLDivElement>(null)
  const { attach, failed, toggle, seek } = playback
  const ends = (event: KeyboardEvent) => {
    const to = { Home: 0, End: durationMs }[event.key]
    if (to === undefined || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    seek(to)
  }
  return (
    <section ref={place} className={css.player} aria-label={t('player.label')} onKeyDown={ends}>
      <div className={css.screen} data-sound={soundOnly || undefined} ref={screen}>
        {/* biome-ignore lint/a11y/useMediaCaption: the spoken text and its translation stand on the page */}
        <video ref={attach} src={src} poster={poster} preload="metadata" playsInline onClick={toggle} />
        {soundOnly && <Icon name="speaker" size={40} className={css.ear} />}
        <span className={css.note}>{note}</span>
        {failed && <p className={css.failed}>{t('ui:player.failed')}</p>}
      </div>
      <PlayerControls playback={playback} durationMs={durationMs} screen={soundOnly ? undefined : screen} />
    </section>
  )
}
