import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { timecode } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import type { Playback } from '../ui/use-playback.ts'
import { useTransportKeys } from '../ui/use-transport-keys.ts'
import { Waveform, type WaveMarker } from '../ui/Waveform.tsx'
import { PlayerControls } from './PlayerControls.tsx'
import css from './PlayerView.module.css'
import { mediaUrl, type Room, usePeaks, useProducts } from './review.api.ts'

const FRAME_MS = 40

type Props = { room: Room; playback: Playback; watched: number; held: boolean }

/** Picture or sound, the curve beneath it with remarks and acts at their places, and what has been watched. */
export function PlayerView({ room, playback, watched, held }: Props) {
  const { t } = useTranslation(['review', 'ui'])
  const [muted, setMuted] = useState(false)
  const { version, chapters, remarks } = room
  const products = useProducts(version.id)
  const peaks = usePeaks(version, products.data)
  const { positionMs } = playback
  const chapter = chapters.findLast((one) => one.atMs <= positionMs && positionMs < one.toMs)
  useTransportKeys(playback, FRAME_MS)
  if (products.error) return <ErrorState error={products.error} onRetry={() => products.refetch()} />
  if (!products.data) return <Skeletons rows={6} />
  if (!products.data.proxy) return <p className={css.none}>{t('player.notYet')}</p>

  const markers: WaveMarker[] = remarks
    .filter((remark) => remark.versionId === version.id)
    .map((remark) => ({
      atMs: remark.atMs,
      label: remark.text,
      icon: remark.resolvedAt ? 'check' : 'pen',
      tone: remark.resolvedAt ? 'ok' : 'warn',
    }))
  return (
    <section className={css.player} aria-label={t('player.label')} data-scheme="dark">
      <div className={css.screen} data-sound={version.soundOnly || undefined}>
        {/* The spoken text stands beside the player as captions of its own kind. */}
        <video
          ref={playback.attach}
          src={mediaUrl(version.id, 'proxy')}
          poster={products.data.poster && !version.soundOnly ? mediaUrl(version.id, 'poster') : undefined}
          preload="metadata"
          playsInline
          muted={muted}
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
      <div className={css.wave}>
        <Waveform
          peaks={peaks.data ?? new Int8Array()}
          durationMs={version.durationMs}
          positionMs={positionMs}
          onSeek={playback.seek}
          label={t('player.scrub')}
          markers={markers}
          ranges={remarks
            .filter((remark) => remark.versionId === version.id && remark.toMs !== null)
            .map((remark) => ({ fromMs: remark.atMs, toMs: remark.toMs ?? 0 }))}
          height={52}
        />
      </div>
      <PlayerControls
        playback={playback}
        durationMs={version.durationMs}
        chapter={chapter?.title}
        watched={watched}
        muted={muted}
        onMuted={setMuted}
      />
      {chapters.length > 0 && (
        <nav className={css.chapters} aria-label={t('player.chapters')}>
          {chapters.map((one) => (
            <button
              type="button"
              key={one.versionId}
              aria-current={one === chapter || undefined}
              onClick={() => playback.seek(one.atMs)}
            >
              <span className="num">{timecode(one.atMs)}</span> {one.title}
            </button>
          ))}
        </nav>
      )}
    </section>
  )
}
