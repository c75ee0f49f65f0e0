import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timecode } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { MuteButton, PlayButton, PlayerButton } from '../ui/PlayerButtons.tsx'
import type { Playback } from '../ui/use-playback.ts'
import { mediaUrl, type Products, type Version } from './library.api.ts'
import css from './Player.module.css'

type Props = { version: Version; products: Products; playback: Playback }

/** Picture, or sound alone, with its own few controls; the curves below move the same playhead. */
export function Player({ version, products, playback }: Props) {
  const { t } = useTranslation(['library', 'ui'])
  const [muted, setMuted] = useState(false)
  const { attach, positionMs, failed, toggle, seek } = playback
  const pictured = !version.soundOnly
  return (
    <section className={css.player} aria-label={t('player.label')}>
      <div className={css.screen} data-sound={!pictured || undefined}>
        {/* The spoken text and its translation stand on the page, in place of captions. */}
        <video
          ref={attach}
          src={mediaUrl(version.id, pictured ? 'proxy' : 'sound')}
          // A cut shows its own first picture; the poster is the whole recording's.
          {...(pictured && products.poster && version.inMs === null
            ? { poster: mediaUrl(version.id, 'poster') }
            : {})}
          preload="metadata"
          playsInline
          muted={muted}
          onClick={toggle}
        />
        {!pictured && <Icon name="speaker" size={40} className={css.ear} />}
        <span className={css.note}>{t(pictured ? 'player.preview' : 'player.soundOnly')}</span>
        {failed && <p className={css.failed}>{t('ui:player.failed')}</p>}
      </div>
      <div className={css.controls}>
        <PlayButton playback={playback} />
        <PlayerButton icon="prev" label={t('player.back')} onClick={() => seek(positionMs - 5000)} />
        <PlayerButton icon="next" label={t('player.forward')} onClick={() => seek(positionMs + 5000)} />
        <span className={`num ${css.time}`}>
          {timecode(positionMs)} <span>/ {timecode(Math.round(version.durationMs / 1000) * 1000)}</span>
        </span>
        <span className="grow" />
        <MuteButton muted={muted} onChange={setMuted} />
      </div>
    </section>
  )
}
