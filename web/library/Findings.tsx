import { useTranslation } from 'react-i18next'
import { timecode } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import type { WaveMarker } from '../ui/Waveform.tsx'
import type { Finding, Version } from './library.api.ts'
import css from './TechCheck.module.css'

const icons: Partial<Record<Finding['code'], IconName>> = {
  black: 'square',
  freeze: 'snow',
  silence: 'mute',
  no_sound: 'mute',
  too_quiet: 'mute',
  clipping: 'flash',
  interlaced: 'layers',
  no_picture: 'speaker',
  truncated: 'cut',
  cut_file: 'cut',
  footer_missing: 'cut',
}
const iconOf = (code: Finding['code']): IconName => icons[code] ?? 'warn'
const toneOf = (severity: Finding['severity']) =>
  severity === 'error' ? ('stop' as const) : severity === 'warning' ? ('warn' as const) : ('busy' as const)

// What the recording has is counted from its start; the page counts from where the version begins.
const placeOf = (finding: Finding, version: Version) =>
  finding.startMs === null ? null : Math.max(0, finding.startMs - (version.inMs ?? 0))

export function markersOf(findings: readonly Finding[], version: Version): WaveMarker[] {
  return findings.flatMap((finding) => {
    const atMs = placeOf(finding, version)
    return atMs === null
      ? []
      : [{ atMs, label: finding.title, icon: iconOf(finding.code), tone: toneOf(finding.severity) }]
  })
}

type Props = { findings: readonly Finding[]; version: Version; onGo: (toMs: number) => void }

/** Each fault in words; pressing it brings the picture there. */
export function Findings({ findings, version, onGo }: Props) {
  const { t } = useTranslation('library')
  if (findings.length === 0) return null
  return (
    <ul className={css.findings} aria-label={t('check.findings')}>
      {findings.map((finding) => {
        const atMs = placeOf(finding, version)
        const words = (
          <>
            <b>
              <span className={css.mark} data-tone={toneOf(finding.severity)}>
                <Icon name={iconOf(finding.code)} size={14} />
              </span>
              {finding.title}
            </b>
            <span className={css.about}>{finding.sentence}</span>
            <span className="num mut">{atMs === null ? t('check.whole') : timecode(atMs)}</span>
          </>
        )
        return (
          <li key={`${finding.code} ${finding.startMs}`}>
            {atMs === null ? (
              <div className={css.finding}>{words}</div>
            ) : (
              <button type="button" className={css.finding} onClick={() => onGo(atMs)}>
                {words}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
