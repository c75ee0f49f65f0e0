import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { percent, timecode } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { Waveform, type WaveMarker } from '../ui/Waveform.tsx'
import css from './PlayerView.module.css'
import { mediaUrl, type Room, usePeaks, useProducts } from './review.api.ts'
import type { Player } from './use-player.ts'

const RATES = [1, 1.25, 1.5, 2, 0.5]
const FRAME_MS = 40
const JUMP_MS = 5000

type Props = { room: Room; player: Player; held: boolean }

/** Picture or sound, the curve beneath it with remarks and acts at their places, and what has been watched. */
export function PlayerView({ room, player, held }: Props) {
  const { t } = useTranslation('review')
  const { version, chapters, remarks } = room
  const products = useProducts(version.id)
  const peaks = usePeaks(version, products.data)
  const { positionMs } = player
  const chapter = chapters.findLast((one) => one.atMs <= positionMs && positionMs < one.toMs)
  const byMs = (ms: number) => () => player.seek(positionMs + ms)
  useHotkeys({
    ' ': player.toggle,
    k: player.toggle,
    j: byMs(-JUMP_MS),
    l: byMs(JUMP_MS),
    ',': byMs(-FRAME_MS),
    '.': byMs(FRAME_MS),
  })
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
  const nextRate = RATES[(RATES.indexOf(player.rate) + 1) % RATES.length] ?? 1
  return (
    <section className={css.player} aria-label={t('player.label')} data-scheme="dark">
      <div className={css.screen} data-sound={version.soundOnly || undefined}>
        {/* The spoken text stands beside the player as captions of its own kind. */}
        {/* biome-ignore lint/a11y/useMediaCaption: the script and its translation are on the page */}
        <video
          ref={player.attach}
          src={mediaUrl(version.id, 'proxy')}
          poster={products.data.poster && !version.soundOnly ? mediaUrl(version.id, 'poster') : undefined}
          preload="metadata"
          playsInline
          onClick={player.toggle}
        />
        {version.soundOnly && <Icon name="speaker" size={44} className={css.ear} />}
        {held && (
          <output className={css.hold}>
            <Icon name="pause" size={15} />
            {t('player.held')}
          </output>
        )}
        {player.failed && <p className={css.hold}>{t('player.failed')}</p>}
      </div>
      <div className={css.wave}>
        <Waveform
          peaks={peaks.data ?? new Int8Array()}
          durationMs={version.durationMs}
          positionMs={positionMs}
          onSeek={player.seek}
          label={t('player.scrub')}
          markers={markers}
          ranges={remarks
            .filter((remark) => remark.versionId === version.id && remark.toMs !== null)
            .map((remark) => ({ fromMs: remark.atMs, toMs: remark.toMs ?? 0 }))}
          height={52}
        />
      </div>
      <div className={css.controls}>
        <Control
          icon={player.playing ? 'pause' : 'play'}
          label={t(player.playing ? 'player.pause' : 'player.play')}
          onClick={player.toggle}
        />
        <span className={`num ${css.time}`}>
          {timecode(positionMs)} <span>/ {timecode(version.durationMs)}</span>
        </span>
        {chapter && <span className={css.tag}>{chapter.title}</span>}
        <span className="grow" />
        <span className={css.watched} title={t('player.watchedHint')}>
          <Icon name="eye" size={15} />
          <span className="num">{t('player.watched', { share: percent(player.watched) })}</span>
        </span>
        <button type="button" className={css.tag} onClick={() => player.setRate(nextRate)}>
          <span className="num">{player.rate}x</span>
          <span className="sr-only">{t('player.rate')}</span>
        </button>
        <Control
          icon={player.muted ? 'mute' : 'speaker'}
          label={t(player.muted ? 'player.unmute' : 'player.mute')}
          onClick={() => player.setMuted(!player.muted)}
        />
      </div>
      {chapters.length > 0 && (
        <nav className={css.chapters} aria-label={t('player.chapters')}>
          {chapters.map((one) => (
            <button
              type="button"
              key={one.versionId}
              aria-current={one === chapter || undefined}
              onClick={() => player.seek(one.atMs)}
            >
              <span className="num">{timecode(one.atMs)}</span> {one.title}
            </button>
          ))}
        </nav>
      )}
    </section>
  )
}

function Control({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }) {
  return (
    <button type="button" className={css.control} onClick={onClick} aria-label={label} title={label}>
      <Icon name={icon} size={18} />
    </button>
  )
}
