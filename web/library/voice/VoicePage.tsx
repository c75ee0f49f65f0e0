import { Button } from '@mantine/core'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { type ComponentType, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LanguageCode } from '../../../server/library/library.schema.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { languageCodes, languageName } from '../../ui/LanguageChip.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx'
import { useMay, usePerson } from '../../ui/session.ts'
import { useWork, type Version, type WorkDetail } from '../library.api.ts'
import { ScriptPanel } from '../ScriptPanel.tsx'
import { Submit } from '../Submit.tsx'
import { isApproved } from '../standing.ts'
import type { Kept } from './kept.ts'
import { LeftBehind } from './LeftBehind.tsx'
import { linesOf } from './lines.ts'
import { Recorder } from './recorder.ts'
import { Studio } from './Studio.tsx'
import css from './Voice.module.css'

interface Props {
  /** How a file goes to the server; another feature's, brought by the router. `arrived` outlives the page. */
  send: (
    file: File,
    about: { workId: string; language: LanguageCode },
  ) => Promise<{ id: string; arrived: Promise<boolean> }>
  Sent: ComponentType<{ uploadId: string }>
}

/** Recording a work's text in one language, against the Vietnamese. */
export default function VoicePage(props: Props) {
  const { t } = useTranslation('voice')
  const { workId = '' } = useParams({ strict: false })
  const { tieng } = useSearch({ strict: false })
  const work = useWork(workId)
  const language = languageCodes.find((code) => code === tieng) ?? 'vi'
  return (
    <>
      <PageHeader
        title={t('title', { name: languageName(language) })}
        trail={{ label: work.data?.work.title ?? '', to: `/tu-lieu/${workId}` }}
      />
      <PageBody>
        <Loaded query={work}>
          {(detail) => <Voice key={language} {...props} detail={detail} language={language} />}
        </Loaded>
      </PageBody>
    </>
  )
}

function Voice({ detail, language, send, Sent }: Props & { detail: WorkDetail; language: LanguageCode }) {
  const { t } = useTranslation('voice')
  const { work, versions, scripts } = detail
  const person = usePerson()
  const mayEdit = useMay('library.edit') && person?.unit.id === work.unitId && !work.withdrawnAt
  const [recorder, setRecorder] = useState<Recorder>()
  const [sent, setSent] = useState<{ uploadId: string; after: number }>()
  useEffect(
    () => () => {
      void recorder?.leave()
    },
    [recorder],
  )
  if (!person || !mayEdit) return <EmptyState title={t('notYours')} actions={<ToWork id={work.id} />} />
  if (!window.isSecureContext)
    return (
      <EmptyState title={t('cannotHere')} actions={<ToWork id={work.id} />}>
        {t('deaf.insecure')}
      </EmptyState>
    )
  if (sent) {
    const made = versions.find((one) => one.number > sent.after && one.language === language)
    return (
      <div className={css.sent}>
        <div className="card">
          <output className="sr-only">{t('sent')}</output>
          <ul>
            <Sent uploadId={sent.uploadId} />
          </ul>
        </div>
        <div className="wrap">
          {made && <Submit version={made} scripts={scripts} />}
          <ToWork id={work.id} />
        </div>
      </div>
    )
  }
  const lines = linesFor(scripts, language)
  const about = { personId: person.id, workId: work.id, workTitle: work.title, language, lines }
  if (!recorder)
    return (
      <>
        <LeftBehind
          personId={person.id}
          isHere={(kept: Kept) => kept.workId === work.id && kept.language === language}
          onTakeUp={async (kept) => setRecorder(await Recorder.takeUp(kept))}
        />
        <div className="card">
          {lines.length > 0 ? (
            <EmptyState
              title={t('begin.title', { count: lines.length })}
              actions={
                <Button onClick={() => setRecorder(new Recorder({ ...about, id: crypto.randomUUID() }))}>
                  {t('begin.start')}
                </Button>
              }
            >
              {t('begin.hint')}
            </EmptyState>
          ) : (
            <EmptyState title={t('nothingToRead', { name: languageName(language) })}>
              {t('nothingToReadHint')}
            </EmptyState>
          )}
        </div>
        <ScriptPanel detail={detail} language={language} mayEdit={mayEdit} />
      </>
    )
  const hand = async (file: File) => {
    const { id, arrived } = await send(file, { workId: work.id, language })
    // Kept in this browser until the last byte has arrived, even if the page is left before.
    void arrived.then((whole) => (whole ? recorder.forget() : undefined))
    setSent({ uploadId: id, after: versions.at(-1)?.number ?? 0 })
  }
  return (
    <Studio
      recorder={recorder}
      outdated={JSON.stringify(recorder.lines) !== JSON.stringify(lines)}
      language={language}
      vietnamese={language === 'vi' ? undefined : inVietnamese(versions)}
      fileName={`${work.shortName} ${language} ${recorder.id.slice(0, 8)}.wav`}
      onSend={hand}
    />
  )
}

function ToWork({ id }: { id: string }) {
  const { t } = useTranslation('voice')
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link {...props} to="/tu-lieu/$workId" params={{ workId: id }} />}
    >
      {t('toWork')}
    </Button>
  )
}

function linesFor(scripts: WorkDetail['scripts'], language: LanguageCode) {
  const textIn = (code: string) => scripts.find((one) => one.language === code)
  const own = textIn(language)
  return linesOf(own?.text ?? '', language === 'vi' ? '' : own?.translationVi || textIn('vi')?.text || '')
}

/** The Vietnamese recording to read against: the newest that was approved, else the newest. */
function inVietnamese(versions: readonly Version[]) {
  const ready = versions.filter((one) => one.language === 'vi' && one.sourceState === 'ready')
  return ready.findLast(isApproved) ?? ready.at(-1)
}
