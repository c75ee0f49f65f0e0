import { Button, FileButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { bytes, dateTime, timecode } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Chip, type Status, StatusChip } from '../ui/StatusChip.tsx'
import { useMay } from '../ui/session.ts'
import type { Playback } from '../ui/use-playback.ts'
import css from './Checks.module.css'
import { type Room, useAttach, useReport, type Verdict } from './review.api.ts'
import { usesInWords } from './use-verdict.ts'

const chips: Record<Verdict, Status> = {
  approved: 'approved',
  changes: 'changesRequested',
  rejected: 'rejected',
}
const SHOWN_FINDINGS = 12

/** What the machine found, what was decided before, and the papers that belong to it. */
export function Checks({ room, playback }: { room: Room; playback: Playback }) {
  const { t } = useTranslation('review')
  return (
    <section className={`card ${css.checks}`} aria-labelledby="checks-title">
      <h2 id="checks-title">{t('checks.title')}</h2>
      <Technical room={room} playback={playback} />
      {room.decisions.map((decision) => (
        <DecisionRow key={decision.id} room={room} decision={decision} />
      ))}
      {room.documents
        .filter((document) => document.subjectKind === 'version')
        .map((document) => (
          <div key={document.id} className={css.row}>
            <b>{t('checks.document')}</b>
            <DocumentLink document={document} />
          </div>
        ))}
    </section>
  )
}

function Technical({ room, playback }: { room: Room; playback: Playback }) {
  const { t } = useTranslation('review')
  const report = useReport(room.version.id)
  const start = room.version.inMs ?? 0
  return (
    <Loaded query={report}>
      {({ verdict, tone, findings, format }) => (
        <div className={css.row}>
          <b>{t('checks.technical')}</b>
          <div>
            <p>
              <Chip bare tone={tone} icon={tone === 'ok' ? 'check' : tone === 'busy' ? 'clock' : 'warn'}>
                {verdict}
              </Chip>
            </p>
            {format && <p className="sec">{format}</p>}
            {findings.length > 0 && (
              <ul className={css.findings}>
                {findings.slice(0, SHOWN_FINDINGS).map((finding) => (
                  <li key={`${finding.code} ${finding.startMs}`}>
                    {finding.startMs !== null && (
                      <button
                        type="button"
                        className={`num ${css.time}`}
                        onClick={() => playback.seek((finding.startMs ?? 0) - start)}
                      >
                        {timecode(Math.max(0, finding.startMs - start))}
                      </button>
                    )}{' '}
                    {finding.sentence}
                  </li>
                ))}
                {findings.length > SHOWN_FINDINGS && (
                  <li className="mut">
                    {t('checks.moreFindings', { count: findings.length - SHOWN_FINDINGS })}
                  </li>
                )}
              </ul>
            )}
          </div>
        </div>
      )}
    </Loaded>
  )
}

function DecisionRow({ room, decision }: { room: Room; decision: Room['decisions'][number] }) {
  const { t } = useTranslation('review')
  const attach = useAttach()
  const mayAttach = useMay('documents.attach')
  const papers = room.documents.filter((document) => document.subjectId === decision.id)
  return (
    <div className={css.row}>
      <div>
        <StatusChip status={chips[decision.verdict]}>{t(`verdict.${decision.verdict}`)}</StatusChip>
      </div>
      <div>
        <p>{decision.reason}</p>
        <p className="sec">
          {decision.decidedBy.name}, {decision.decidedBy.unit},{' '}
          <span className="num">{dateTime(decision.decidedAt)}</span>.{' '}
          {t('checks.uses', { uses: usesInWords(t, decision.uses) })}
          {decision.listener && `. ${t('checks.listener', { name: decision.listener })}`}
        </p>
        {decision.stale && <p className={css.stale}>{t('checks.stale')}</p>}
        {papers.map((document) => (
          <DocumentLink key={document.id} document={document} />
        ))}
        {mayAttach && (
          <FileButton
            accept="image/jpeg,image/png,application/pdf"
            onChange={(file) => file && attach.mutate({ approvalId: decision.id, file })}
          >
            {(props) => (
              <Button
                {...props}
                variant="subtle"
                size="compact-sm"
                loading={attach.isPending}
                leftSection={<Icon name="photo" size={15} />}
              >
                {t('checks.attach')}
              </Button>
            )}
          </FileButton>
        )}
        {attach.error && <ErrorState error={attach.error} title={t('checks.notAttached')} />}
      </div>
    </div>
  )
}

function DocumentLink({ document }: { document: Room['documents'][number] }) {
  return (
    <a className={`link ${css.document}`} href={`/api/documents/${document.id}`} download>
      <Icon name={document.mediaType === 'application/pdf' ? 'doc' : 'photo'} size={15} />
      {document.name} <span className="num mut">{bytes(document.sizeBytes)}</span>
    </a>
  )
}
