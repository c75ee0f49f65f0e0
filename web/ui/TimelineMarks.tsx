import { useTranslation } from 'react-i18next'
import { timecode } from './format.ts'
import { Icon, type IconName } from './icons.tsx'
import css from './Timeline.module.css'
import { placeMarks } from './timeline-lanes.ts'

export interface TimelineMark {
  id: string
  atMs: number
  /** Half-open; a mark without it is a moment. */
  toMs?: number | undefined
  label: string
  icon: IconName
  tone: 'warn' | 'stop' | 'ok' | 'busy'
}

const gravity = ['ok', 'busy', 'warn', 'stop'] as const
const gravest = (marks: readonly TimelineMark[]) =>
  marks.toSorted((a, b) => gravity.indexOf(b.tone) - gravity.indexOf(a.tone))[0]

type Props = {
  marks: readonly TimelineMark[]
  durationMs: number
  widthPx: number
  positionMs: number
  share: (ms: number) => string
  onGo: (toMs: number) => void
}

const laneHeight = 26
const spoken = 6

/** Each mark where it is, its form saying what, its colour how grave; a line drops from it to the curves. */
export function TimelineMarks({ marks, durationMs, widthPx, positionMs, share, onGo }: Props) {
  const { t } = useTranslation('ui')
  const placed = placeMarks(marks, { durationMs, widthPx })
  const lanes = 1 + Math.max(0, ...placed.map(({ lane }) => lane))
  const said = (mark: TimelineMark) => t('markerAt', { label: mark.label, time: timecode(mark.atMs) })
  return (
    <div className={css.lanes} style={{ height: lanes * laneHeight }}>
      {placed.map(({ lane, atMs, marks: here }) => {
        const face = gravest(here)
        if (!face) return null
        const rest = here.length - spoken
        const label = [
          ...here.slice(0, spoken).map(said),
          ...(rest > 0 ? [t('timeline.more', { count: rest })] : []),
        ].join('; ')
        // Pressed again, a group goes to its next one.
        const next = here.find((mark) => mark.atMs > positionMs + 500) ?? here[0]
        return (
          <button
            type="button"
            key={here[0]?.id}
            className={css.mark}
            data-tone={face.tone}
            style={{ left: `clamp(11px, ${share(atMs)}, calc(100% - 11px))`, top: lane * laneHeight }}
            onClick={() => onGo(next?.atMs ?? atMs)}
            aria-label={label}
            title={label}
          >
            {here.length > 1 ? <b className="num">{here.length}</b> : <Icon name={face.icon} size={14} />}
          </button>
        )
      })}
    </div>
  )
}
