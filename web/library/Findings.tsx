import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { findingIcon, findingId, findingPlace, findingTone } from '../ui/finding-marks.ts'
import { timecode } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import type { Finding, Version } from './library.api.ts'
import css from './TechCheck.module.css'

type Props = {
  findings: readonly Finding[]
  version: Version
  positionMs: number
  onGo: (toMs: number) => void
}

/** Each fault in words; pressing it brings the picture there, arrows go from one to the next. */
export function Findings({ findings, version, positionMs, onGo }: Props) {
  const { t } = useTranslation('library')
  if (findings.length === 0) return null
  return (
    <ul className={css.findings} aria-label={t('check.findings')} onKeyDown={toNext}>
      {findings.map((finding) => {
        const place = findingPlace(finding, version)
        const here = place && positionMs >= place.atMs && positionMs < (place.toMs ?? place.atMs + 1000)
        const words = (
          <>
            <b>
              <span className={css.mark} data-tone={findingTone(finding.severity)}>
                <Icon name={findingIcon(finding.code)} size={14} />
              </span>
              {finding.title}
            </b>
            <span className={css.about}>{finding.sentence}</span>
            <span className="num mut">{place ? timecode(place.atMs) : t('check.whole')}</span>
          </>
        )
        return (
          <li key={findingId(finding)}>
            {place ? (
              <button
                type="button"
                className={css.finding}
                aria-current={here || undefined}
                onClick={() => onGo(place.atMs)}
              >
                {words}
              </button>
            ) : (
              <div className={css.finding}>{words}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

function toNext(event: KeyboardEvent<HTMLElement>) {
  const step = steps[event.key]
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(event.target as HTMLButtonElement)
  if (step === undefined || at === -1) return
  event.preventDefault()
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus()
}
