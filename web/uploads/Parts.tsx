import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useJobProgress } from '../live.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { percent, span } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import { useMay } from '../ui/session.ts'
import css from './Parts.module.css'
import { PartsProposal } from './PartsProposal.tsx'
import { type SplitRecording, useDecideParts, useOtherWay, useParts } from './parts.api.ts'

/** Above the queue: files that look like one recording, and what becomes of those that are. */
export function Parts() {
  const { data } = useParts()
  const mayWrite = useMay('uploads.write')
  const decide = useDecideParts()
  const shown = data?.recordings.filter(({ state }) => state !== 'joined') ?? []
  const done = data?.recordings.find(({ state }) => state === 'joined')
  const proposals = mayWrite ? (data?.proposals ?? []) : []
  return (
    <>
      {proposals.map((proposal) => (
        <PartsProposal
          key={proposal.parts.map(({ id }) => id).join(' ')}
          proposal={proposal}
          busy={decide.isPending}
          onJoin={(uploads) => decide.mutate({ uploads })}
          onApart={(uploads) => decide.mutate({ uploads, apart: true })}
        />
      ))}
      {decide.error && <ErrorState error={decide.error} />}
      {shown.map((recording) => (
        <Going key={recording.id} recording={recording} mayWrite={mayWrite} />
      ))}
      {done && <Done recording={done} />}
    </>
  )
}

const nameOf = ({ files }: SplitRecording) => `${files[0]?.fileName} – ${files.at(-1)?.fileName}`

function Going({ recording, mayWrite }: { recording: SplitRecording; mayWrite: boolean }) {
  const { t } = useTranslation('uploads')
  const news = useJobProgress(recording.id)
  const otherWay = useOtherWay()
  const { id, state, files, problem, mayConform } = recording
  const coming = files.filter(({ here }) => !here).length
  return (
    <section className={`card ${css.parts}`} data-state={state} aria-label={nameOf(recording)}>
      <Icon name={state === 'refused' ? 'warn' : 'layers'} />
      <div>
        <h2>{nameOf(recording)}</h2>
        {state === 'waiting' && (
          <p>{coming > 0 ? t('parts.coming', { count: coming }) : t('parts.looking')}</p>
        )}
        {state === 'joining' && (
          <ProgressLine label={t('parts.progress')} fraction={news?.fraction ?? null}>
            {news && news.etaMs !== null
              ? t('parts.left', { percent: percent(news.fraction), span: span(news.etaMs) })
              : t('parts.joining', { count: files.length })}
          </ProgressLine>
        )}
        {problem && <p>{problem}</p>}
        {otherWay.error && <ErrorState error={otherWay.error} />}
        {state === 'refused' && mayWrite && (
          <p className={css.buttons}>
            {mayConform && (
              <Button
                size="row"
                loading={otherWay.isPending}
                onClick={() => otherWay.mutate({ id, way: 'conform' })}
              >
                {t('parts.conform')}
              </Button>
            )}
            <Button variant="default" size="row" onClick={() => otherWay.mutate({ id, way: 'apart' })}>
              {t('parts.apart')}
            </Button>
          </p>
        )}
      </div>
    </section>
  )
}

function Done({ recording }: { recording: SplitRecording }) {
  const { t } = useTranslation('uploads')
  return (
    <p className={css.done}>
      <Icon name="check" size={17} />
      <span>{t('parts.done', { count: recording.files.length, name: nameOf(recording) })}</span>
      <Link className="link" to="/tu-lieu/$workId" params={{ workId: recording.workId ?? '' }}>
        {t('action.open')}
      </Link>
    </p>
  )
}
