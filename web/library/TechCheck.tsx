import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { duration, number } from '../ui/format.ts'
import type { Playback } from '../ui/use-playback.ts'
import { Waveform } from '../ui/Waveform.tsx'
import { actsWithin } from './acts.ts'
import { Findings, markersOf } from './Findings.tsx'
import { LoudnessLine } from './LoudnessLine.tsx'
import {
  type Act,
  type Products,
  type Report,
  useLoudnessCurve,
  usePeaks,
  type Version,
} from './library.api.ts'
import { Progress } from './Progress.tsx'
import type { Marks } from './shown.ts'
import css from './TechCheck.module.css'
import { Thumbnails } from './Thumbnails.tsx'

type Props = {
  version: Version
  report: Report
  products: Products
  playback: Playback
  marks: Marks
  acts: readonly Act[]
}

/** One playhead through acts, marks, wave and loudness; each fault where it is, and in words below. */
export function TechCheck({ version, report, products, playback, marks, acts }: Props) {
  const { t } = useTranslation('library')
  const peaks = usePeaks(version, products.waveform?.perSecond)
  const curve = useLoudnessCurve(version, products.loudness?.everyMs)
  const { positionMs, seek } = playback
  const { durationMs } = version
  const within = actsWithin(acts, version).filter(({ fromMs, toMs }) => toMs - fromMs < durationMs)
  const range = { fromMs: marks.inMs ?? 0, toMs: marks.outMs ?? durationMs }
  // Under three seconds there is no short-term loudness, only its floor.
  const heard = curve.data?.some((lufs) => lufs > -70)
  const marked = marks.inMs !== null || marks.outMs !== null
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
        {within.length > 0 && (
          <div className={css.acts}>
            {within.map(({ act, cut, fromMs, toMs }) => (
              <Link
                key={cut.id}
                to="/tu-lieu/$workId"
                params={{ workId: act.id }}
                className="ell"
                title={`${act.title}, ${duration(cut.durationMs)}`}
                style={{
                  left: `${(fromMs / durationMs) * 100}%`,
                  width: `${((toMs - fromMs) / durationMs) * 100}%`,
                }}
              >
                {act.title}
              </Link>
            ))}
          </div>
        )}
        <Thumbnails version={version} sprite={products.sprite}>
          <Waveform
            peaks={peaks.data ?? new Int8Array()}
            durationMs={durationMs}
            positionMs={positionMs}
            onSeek={seek}
            label={t('check.wave')}
            markers={markersOf(report.findings, version)}
            ranges={marked && range.toMs > range.fromMs ? [range] : []}
          />
          {heard && curve.data && (
            <LoudnessLine curve={curve.data} positionMs={positionMs} durationMs={durationMs} onSeek={seek} />
          )}
        </Thumbnails>
      </div>
      <Findings findings={report.findings} version={version} onGo={seek} />
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
  ] as const
  return (
    <dl className={css.figures}>
      {figures.map(([value, unit, label]) =>
        value === null ? null : (
          <div key={unit}>
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
