import { useTranslation } from 'react-i18next'
import { percent } from '../ui/format.ts'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import { ArrivedRow } from './Arrived.tsx'
import { sendings } from './sender.ts'
import { titleFor } from './title.ts'
import { useUploads } from './uploads.api.ts'

/** One file on its way, where its page has no queue: how far it is, then what its check came to. */
export function Handed({ uploadId }: { uploadId: string }) {
  const { t } = useTranslation('uploads')
  const uploads = useUploads().data
  const sending = sendings.use().get(uploadId)
  const ended = uploads?.ended.find(({ id }) => id === uploadId)
  if (ended) return <ArrivedRow upload={ended} selected={false} onSelect={() => {}} />
  const upload = uploads?.queue.find(({ id }) => id === uploadId)
  if (!upload) return null
  const fraction = sending ? sending.sentBytes / upload.sizeBytes : 0
  return (
    <ProgressLine label={titleFor(upload)} fraction={fraction}>
      {sending?.phase === 'stalled'
        ? t('phase.stalled')
        : fraction < 1
          ? percent(fraction)
          : t('phase.checking')}
    </ProgressLine>
  )
}
