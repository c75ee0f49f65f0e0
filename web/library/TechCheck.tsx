import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { findingMarks } from '../ui/finding-marks.ts'
import { number } from '../ui/format.ts'
import { Timeline, type TimelineBand, type TimelineMark } from '../ui/Timeline.tsx'
import type { Playback } from '../ui/use-playback.ts'
import { Findings } from './Findings.tsx'
import {
  mediaUrl,
  type Products,
  type Report,
  useLoudnessCurve,
  usePeaks,
  type Version,
} from './library.api.ts'
import { Progress } from './Progress.tsx'
import type { Marks } from './shown.ts'
import css from './TechCheck.module.css'

type Props = {
  version: Version
  report: Report
  products: Products
  playback: Playback
  marks: Marks
  bands: readonly TimelineBand[]
  onBand: (band: TimelineBand) => void
  /** Brings the picture there, in ms from the start of the version. */
  onGo: (toMs: number) => void
  /** Lanes of other features, under the faults: what changed since the version before, what was remarked. */
  lanes?: readonly (readonly TimelineMark[])[]
  /** How much of a preview that still grows can be seen. */
  readyMs?: number | undefined
  children?: ReactNode
}

/** One playhead through acts, faults, wave and loudness; each fault where it is, and in words below. */
export function TechCheck(props: Props) {
  const { version, report, products, playback, marks, bands, onBand, onGo } = props
  const { lanes = [], readyMs, children } = props
  const { t } = useTranslation('library')
  const peaks = usePeaks(version, products.waveform?.perSecond)
  const curve = useLoudnessCurve(version, products.loudness?.everyMs)
  const { durationMs } = version
  // Under three seconds there is no short-term loudness, only its floor.
  const heard = curve.data?.some((lufs) => lufs > -70)
  const marked = marks.inMs !== null || marks.outMs !== null
  const startMs = version.inMs ?? 0
  const pictures = products.sprite && !version.soundOnly
  return (
    <section className={`card ${css.check}`} aria-label={t('check.title')}>
      <header className={css.head}>
        <h2>{t('check.title')}</h2>
        <Figures report={report} />
      </header>
      <div className={css.verdict}>
        <Progress report={report} />
      </div>
      <div className={css.tracks}>
        <Timeline
          playback={playback}
          durationMs={durationMs}
          label={t('check.wave')}
          peaks={peaks.data}
          loudness={heard ? curve.data : undefined}
          marks={[findingMarks(report.findings, version), ...lanes]}
          bands={bands}
          onBand={onBand}
          range={marked ? { fromMs: marks.inMs ?? 0, toMs: marks.outMs ?? durationMs } : undefined}
          readyMs={readyMs}
          pictures={
            pictures && products.sprite
              ? { ...products.sprite, url: mediaUrl(version.id, 'sprite'), startMs }
              : undefined
          }
        />
      </div>
      <Findings findings={report.findings} version={version} positionMs={playback.positionMs} onGo={onGo} />
      {children}
    </section>
  )
}

function Figures({ report }: { report: Report }) {
  const { t } = useTranslation('library')
  const { loudness } = report
  if (!loudness) return null
  const figures = [
    [loudness.integratedLufs, 'LUFS', t('check.loudness')],
    [loudness.truePeakDbtp, 'dBTP', t('check.peak')],
    [loudness.rangeLu, 'LU', t('check.range')],
    [loudness.shortTermMaxLufs, 'LUFS', t('check.shortTermMost')],
    [loudness.momentaryMaxLufs, 'LUFS', t('check.momentaryMost')],
  ] as const
  return (
    <dl className={css.figures}>
      {figures.map(([value, unit, label]) =>
        value === null ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <b className="num">{number(value, 1)}</b> {unit}
            </dd>
          </div>
        ),
      )}
    </dl>
  )
}
