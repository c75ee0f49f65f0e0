import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { percent } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { PlayerControls } from '../ui/PlayerButtons.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import type { Playback } from '../ui/use-playback.ts'
import { useTransportKeys } from '../ui/use-transport-keys.ts'
import css from './PlayerView.module.css'
import { RoomTimeline } from './RoomTimeline.tsx'
import { mediaUrl, type Room, useProducts } from './review.api.ts'

type Props = { room: Room; playback: Playback; watched: number; held: boolean }

/** Picture or sound, and under it the timeline with faults, remarks and acts, and what has been watched. */
export function PlayerView({ room, playback, watched, held }: Props) {
  const { t } = useTranslation(['review', 'ui'])
  const { version, chapters } = room
  const screen = useRef<HTMLDivElement>(null)
  const products = useProducts(version.id)
  const { positionMs } = playback
  const chapter = chapters.findLast((one) => one.atMs <= positionMs && positionMs < one.toMs)
  useTransportKeys(playback)
  if (products.error) return <ErrorState error={products.error} onRetry={() => products.refetch()} />
  if (!products.data) return <Skeletons rows={6} />
  if (!products.data.proxy) return <p className={css.none}>{t('player.notYet')}</p>
  return (
    <section className={css.player} aria-label={t('player.label')} data-theme="dark">
      <div className={css.screen} data-sound={version.soundOnly || undefined} ref={screen}>
        {/* biome-ignore lint/a11y/useMediaCaption: the spoken text and its translation stand on the page */}
        <video
          ref={playback.attach}
          src={mediaUrl(version.id, 'proxy')}
          poster={products.data.poster && !version.soundOnly ? mediaUrl(version.id, 'poster') : undefined}
          preload="metadata"
          playsInline
          onClick={playback.toggle}
        />
        {version.soundOnly && <Icon name="speaker" size={44} className={css.ear} />}
        {held && (
          <output className={css.hold}>
            <Icon name="pause" size={15} />
            {t('player.held')}
          </output>
        )}
        {playback.failed && <p className={css.hold}>{t('ui:player.failed')}</p>}
      </div>
      <PlayerControls
        playback={playback}
        durationMs={version.durationMs}
        screen={version.soundOnly ? undefined : screen}
      >
        {chapter && <span className={css.tag}>{chapter.title}</span>}
        <span className={css.watched} title={t('player.watchedHint')}>
          <Icon name="eye" size={15} />
          <span className="num">{t('player.watched', { share: percent(watched) })}</span>
        </span>
      </PlayerControls>
      <RoomTimeline room={room} products={products.data} playback={playback} />
    </section>
  )
}
