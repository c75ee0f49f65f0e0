import { Button } from '@mantine/core'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { type ComponentType, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LanguageCode } from '../../../server/library/library.schema.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { languageCodes, languageName } from '../../ui/LanguageChip.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx'
import { useMay, usePerson } from '../../ui/session.ts'
import { useWork, type WorkDetail } from '../library.api.ts'
import { isApproved } from '../standing.ts'
import type { Kept } from './kept.ts'
import { LeftBehind } from './LeftBehind.tsx'
import { linesOf } from './lines.ts'
import { Recorder } from './recorder.ts'
import { Studio } from './Studio.tsx'

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
  const [uploadId, setUploadId] = useState<string>()
  const lines = useMemo(() => {
    const textIn = (code: string) => scripts.find((one) => one.language === code)
    const own = textIn(language)
    return linesOf(own?.text ?? '', language === 'vi' ? '' : own?.translationVi || textIn('vi')?.text || '')
  }, [scripts, language])
  const inVietnamese = versions.filter((one) => one.language === 'vi' && one.sourceState === 'ready')
  const vietnamese =
    language === 'vi' ? undefined : (inVietnamese.findLast(isApproved) ?? inVietnamese.at(-1))
  const toWork = (
    <Button
      variant="default"
      renderRoot={(props) => <Link {...props} to="/tu-lieu/$workId" params={{ workId: work.id }} />}
    >
      {t('toWork')}
    </Button>
  )
  if (!person || !mayEdit) return <EmptyState title={t('notYours')} actions={toWork} />
  if (uploadId)
    return (
      <div className="card">
        <output className="sr-only">{t('sent')}</output>
        <ul>
          <Sent uploadId={uploadId} />
        </ul>
      </div>
    )
  if (lines.length === 0)
    return (
      <EmptyState title={t('nothingToRead', { name: languageName(language) })} actions={toWork}>
        {t('nothingToReadHint')}
      </EmptyState>
    )
  const begin = () =>
    setRecorder(
      new Recorder({
        id: crypto.randomUUID(),
        personId: person.id,
        workId: work.id,
        workTitle: work.title,
        language,
      }),
    )
  if (!recorder)
    return (
      <>
        <LeftBehind
          personId={person.id}
          isHere={(kept: Kept) => kept.workId === work.id && kept.language === language}
          onTakeUp={async (kept) => setRecorder(await Recorder.takeUp(kept))}
        />
        <div className="card">
          <EmptyState
            title={t('begin.title', { count: lines.length })}
            actions={<Button onClick={begin}>{t('begin.start')}</Button>}
          >
            {t('begin.hint')}
          </EmptyState>
        </div>
      </>
    )
  const hand = async (file: File) => {
    const { id, arrived } = await send(file, { workId: work.id, language })
    // Kept in this browser until the last byte has arrived, even if the page is left before.
    void arrived.then((whole) => (whole ? recorder.forget() : undefined))
    setUploadId(id)
  }
  return (
    <Studio
      recorder={recorder}
      lines={lines}
      language={language}
      vietnamese={vietnamese}
      fileName={`${work.shortName} ${language} ${recorder.id.slice(0, 8)}.wav`}
      onSend={hand}
    />
  )
}
