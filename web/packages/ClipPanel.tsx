import { useTranslation } from 'react-i18next'
import { ListPanel } from '../ui/ListPanel.tsx'
import { useMay } from '../ui/session.ts'
import css from './ClipLinks.module.css'
import { ClipLinks } from './ClipLinks.tsx'
import { useClipLinks } from './clips.api.ts'

/** On a work's page: giving its approved sound to somebody by a link. */
export default function ClipPanel({ versionId }: { versionId: string }) {
  const mayShare = useMay('packages.share')
  return mayShare ? <Panel versionId={versionId} /> : null
}

function Panel({ versionId }: { versionId: string }) {
  const { t } = useTranslation('packages')
  const links = useClipLinks(versionId)
  if (!links.data?.approved) return null
  return (
    <ListPanel title={t('clip.title')}>
      <div className={css.panel}>
        <ClipLinks versionId={versionId} />
      </div>
    </ListPanel>
  )
}
