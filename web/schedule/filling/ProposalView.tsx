import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockAndFrame } from '../../../server/schedule/rundown/rundown.rules.ts'
import { duration, shortDateTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Proposal } from '../templates/plans.api.ts'
import css from './Proposal.module.css'

/** The clips of one gap in their order, each to be seen and heard, and a sentence for every rule that was passed over. */
export function ProposalView({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('plans')
  const [shown, setShown] = useState<string>()
  const title = (versionId: string) =>
    proposal.clips.find(({ filler }) => filler.versionId === versionId)?.filler.title ?? ''
  return (
    <>
      <p className={css.sum} aria-live="polite">
        <b className="num">
          {duration(proposal.filledMs)} / {duration(proposal.filledMs + proposal.leftMs)}
        </b>
        <span className={proposal.leftMs < 1000 ? css.full : 'sec'}>
          {proposal.leftMs < 1000 ? t('fill.full') : t('fill.left', { span: duration(proposal.leftMs) })}
        </span>
      </p>
      <ol className={css.clips} aria-label={t('fill.clips')}>
        {proposal.clips.map(({ filler, startsAt }) => (
          <li key={filler.versionId}>
            <span className="num sec">{clockAndFrame(startsAt).clock}</span>
            <span className={css.title}>{filler.title}</span>
            <span className="num">{duration(filler.durationMs)}</span>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<Icon name={shown === filler.versionId ? 'x' : 'play'} size={14} />}
              aria-label={`${t(shown === filler.versionId ? 'fill.stop' : 'fill.listen')}: ${filler.title}`}
              onClick={() => setShown(shown === filler.versionId ? undefined : filler.versionId)}
            >
              {t(shown === filler.versionId ? 'fill.stop' : 'fill.listen')}
            </Button>
          </li>
        ))}
      </ol>
      {shown && (
        <div className={css.preview}>
          <b>{title(shown)}</b>
          {/* biome-ignore lint/a11y/useMediaCaption: recordings of the troupe carry no caption track */}
          <video
            key={shown}
            controls
            autoPlay
            playsInline
            aria-label={title(shown)}
            src={`/api/versions/${shown}/media/proxy`}
            poster={`/api/versions/${shown}/media/poster`}
          />
        </div>
      )}
      {proposal.broken.length > 0 && (
        <div className={css.broken}>
          <b>{t('fill.broken')}</b>
          {proposal.broken.map((rule) => {
            const at = shortDateTime(rule.otherAt)
            return (
              <span key={`${rule.rule} ${rule.versionId}`}>
                {rule.rule === 'same_work'
                  ? t('fill.same_work', { title: rule.otherTitle, at, hours: rule.hours })
                  : t('fill.same_artist', {
                      artist: rule.artist,
                      other: rule.otherTitle,
                      at,
                      minutes: rule.minutes,
                    })}
              </span>
            )
          })}
        </div>
      )}
    </>
  )
}
