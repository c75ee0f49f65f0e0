import { useParams, useSearch } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { languageCodes } from '../ui/LanguageChip.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../ui/PageHeader.tsx'
import { useMay, usePerson } from '../ui/session.ts'
import { ActLanguages } from './ActLanguages.tsx'
import { Files } from './Files.tsx'
import { Fixes } from './Fixes.tsx'
import { Languages } from './Languages.tsx'
import { useWork, type Version, type WorkDetail } from './library.api.ts'
import { RecordLink } from './RecordLink.tsx'
import { Rights } from './Rights.tsx'
import { Room } from './Room.tsx'
import { ScriptPanel } from './ScriptPanel.tsx'
import type { Shown } from './shown.ts'
import { isApproved } from './standing.ts'
import { Tags } from './Tags.tsx'
import { VersionPanel } from './VersionPanel.tsx'
import { WorkHead } from './WorkHead.tsx'

/** What other features show of a version; the router brings them. */
interface ExtrasProps {
  workId: string
  versionId: string
}
type Props = { extras?: ComponentType<ExtrasProps> }

/** One work with all its versions: see, hear, cut, write down, submit. */
export default function WorkPage({ extras }: Props) {
  const { t } = useTranslation('library')
  const { workId = '' } = useParams({ strict: false })
  const work = useWork(workId)
  const title = work.data?.work.title ?? t('work')
  return (
    <>
      <PageHeader title={title} trail={{ label: t('title'), to: '/thu-vien' }} />
      <Loaded query={work}>{(detail) => <Work key={workId} detail={detail} extras={extras} />}</Loaded>
    </>
  )
}

function Work({ detail, extras: Extras }: { detail: WorkDetail; extras: Props['extras'] }) {
  const { t } = useTranslation('library')
  const { ban } = useSearch({ strict: false })
  const person = usePerson()
  const isEditor = useMay('library.edit')
  const { work, versions } = detail
  const version = versions.find(({ number }) => String(number) === ban) ?? versions.at(-1)
  const mayEdit = isEditor && person?.unit.id === work.unitId && !work.withdrawnAt
  const shown: Shown = { detail, version, mayEdit }
  const extras = Extras && version && <Extras workId={work.id} versionId={version.id} />
  return (
    <PageBody
      aside={
        <>
          <Languages {...shown} />
          <ActLanguages {...shown} />
          {version && <VersionPanel key={version.id} {...shown} version={version} />}
          <Files {...shown} />
          <Rights workId={work.id} />
          <Tags workId={work.id} mayEdit={mayEdit} />
        </>
      }
    >
      <WorkHead {...shown} />
      {version ? (
        <>
          <Room key={version.id} {...shown} version={version} />
          {/* What was approved waits for the station; what was not, for its maker. */}
          {isApproved(version) && extras}
          <Fixes key={`fixes ${version.id}`} {...shown} version={version} />
          <Spoken key={`${version.id} ${version.language}`} {...shown} version={version} />
          {!isApproved(version) && extras}
        </>
      ) : (
        <div className="card">
          <EmptyState title={t('noRecording')}>{t('noRecordingHint')}</EmptyState>
        </div>
      )}
    </PageBody>
  )
}

function Spoken({ detail, version, mayEdit }: Shown & { version: Version }) {
  const { t } = useTranslation('library')
  const language = languageCodes.find((code) => code === version.language)
  if (!language) return null
  const record = (
    <RecordLink workId={detail.work.id} language={language}>
      {t('script.record')}
    </RecordLink>
  )
  return <ScriptPanel detail={detail} language={language} mayEdit={mayEdit} next={record} />
}
