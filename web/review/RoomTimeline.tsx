import { useTranslation } from 'react-i18next'
import { findingMarks } from '../ui/finding-marks.ts'
import { Timeline, type TimelineMark } from '../ui/Timeline.tsx'
import type { Playback } from '../ui/use-playback.ts'
import css from './PlayerView.module.css'
import { mediaUrl, type Products, type Room, useLoudness, usePeaks, useReport } from './review.api.ts'

type Props = { room: Room; products: Products; playback: Playback }

const heights = { wave: 48, loudness: 56 }

/** Acts as chapters, faults and remarks in lanes of their own, all at one place in time. */
export function RoomTimeline({ room, products, playback }: Props) {
  const { t } = useTranslation('review')
  const { version, chapters, remarks } = room
  const report = useReport(version.id)
  const peaks = usePeaks(version, products)
  const loudness = useLoudness(version, products)
  const heard = loudness.data?.some((lufs) => lufs > -70)
  const said = remarks
    .filter((remark) => remark.versionId === version.id)
    .map(
      (remark): TimelineMark => ({
        id: remark.id,
        atMs: remark.atMs,
        toMs: remark.toMs ?? undefined,
        label: remark.text,
        icon: remark.resolvedAt ? 'check' : 'pen',
        tone: remark.resolvedAt ? 'ok' : 'warn',
      }),
    )
  return (
    <div className={css.wave}>
      <Timeline
        playback={playback}
        durationMs={version.durationMs}
        label={t('player.scrub')}
        peaks={peaks.data}
        loudness={heard ? loudness.data : undefined}
        marks={[findingMarks(report.data?.findings ?? [], version), said]}
        bands={chapters.map((one) => ({
          id: one.versionId,
          fromMs: one.atMs,
          toMs: one.toMs,
          label: one.title,
        }))}
        pictures={
          products.sprite && !version.soundOnly
            ? { ...products.sprite, url: mediaUrl(version.id, 'sprite'), startMs: version.inMs ?? 0 }
            : undefined
        }
        heights={heights}
      />
    </div>
  )
}
