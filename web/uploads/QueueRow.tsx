import { ActionIcon, Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmInline } from '../ui/ConfirmInline.tsx'
import { bytes, percent } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { Chip, StatusChip } from '../ui/StatusChip.tsx'
import { useMay } from '../ui/session.ts'
import { Figures } from './Figures.tsx'
import type { Forecast } from './forecast.ts'
import { Reselect } from './Reselect.tsx'
import { RowMenu } from './RowMenu.tsx'
import { forget, pause, release, type Sending } from './sender.ts'
import { titleFor } from './title.ts'
import { UploadRow } from './UploadRow.tsx'
import css from './Uploads.module.css'
import { type Upload, useGiveUp } from './uploads.api.ts'

interface Props {
  upload: Upload
  /** What this browser holds of it. */
  sending: Sending | undefined
  forecast: Forecast | undefined
  selected: boolean
  onSelect: (id: string) => void
  onMove: (id: string, by: number) => void
}

export function QueueRow({ upload, sending, forecast, selected, onSelect, onMove }: Props) {
  const { t } = useTranslation('uploads')
  const giveUp = useGiveUp()
  const mayWrite = useMay('uploads.write')
  const [asking, setAsking] = useState(false)
  const title = titleFor(upload)
  const moving = sending && ['sending', 'stalled', 'paused', 'waiting'].includes(sending.phase)
  const figures = upload.state !== 'hashing' && (moving || upload.origin === 'disk')
  return (
    <UploadRow
      upload={upload}
      selected={selected}
      onSelect={onSelect}
      below={figures && <Figures upload={upload} sending={sending} forecast={forecast} />}
      side={
        <>
          {upload.urgent && (
            <Chip tone="warn" icon="flag">
              {t('phase.urgent')}
            </Chip>
          )}
          <Standing upload={upload} sending={sending} onTaken={onSelect} />
          {mayWrite && (
            <RowMenu
              upload={upload}
              onMove={(by) => onMove(upload.id, by)}
              onGiveUp={() => setAsking(true)}
            />
          )}
        </>
      }
    >
      {upload.problem && sending?.phase !== 'sending' && <p className={css.stop}>{upload.problem}</p>}
      {!figures && (
        <p>
          {upload.offsetBytes === upload.sizeBytes
            ? t('keptWhole', { total: bytes(upload.sizeBytes) })
            : upload.offsetBytes === 0
              ? t('notBegun', { total: bytes(upload.sizeBytes) })
              : t('kept', {
                  done: bytes(upload.offsetBytes),
                  left: bytes(upload.sizeBytes - upload.offsetBytes),
                })}
        </p>
      )}
      {asking && (
        <div className={css.above}>
          <ConfirmInline
            question={t('action.giveUpAsk', { title })}
            confirm={t('action.giveUpYes')}
            busy={giveUp.isPending}
            onConfirm={() => giveUp.mutate(upload.id, { onSuccess: () => forget(upload.id) })}
            onCancel={() => setAsking(false)}
          />
        </div>
      )}
    </UploadRow>
  )
}

/** Where it stands, and the one thing to do next. */
function Standing({
  upload,
  sending,
  onTaken,
}: Pick<Props, 'upload' | 'sending'> & { onTaken: (id: string) => void }) {
  const { t } = useTranslation('uploads')
  const mayWrite = useMay('uploads.write')
  const { id } = upload
  if (upload.state === 'hashing') return <StatusChip status="checking">{t('phase.checking')}</StatusChip>
  if (upload.origin === 'disk') return <StatusChip status="running">{t('phase.copying')}</StatusChip>
  if (!sending || sending.phase === 'lost')
    return (
      <>
        {upload.state === 'active' && <StatusChip status="uploading">{t('phase.elsewhere')}</StatusChip>}
        {mayWrite && <Reselect upload={upload} onTaken={onTaken} />}
      </>
    )
  if (sending.phase === 'ready')
    return (
      <Button size="compact-md" onClick={() => release(id)}>
        {t('action.start')}
      </Button>
    )
  if (sending.phase === 'sent') return <StatusChip status="checking">{t('phase.checking')}</StatusChip>
  const share = percent(sending.sentBytes / upload.sizeBytes)
  if (sending.phase === 'paused')
    return (
      <>
        <span className={css.percent}>{share}</span>
        <Button variant="default" size="compact-md" onClick={() => release(id)}>
          {t('action.resume')}
        </Button>
      </>
    )
  return (
    <>
      {sending.phase === 'stalled' && <StatusChip status="paused">{t('phase.stalled')}</StatusChip>}
      {sending.phase === 'waiting' && <StatusChip status="queued">{t('phase.waiting')}</StatusChip>}
      <span className={css.percent}>{share}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('action.pause')}
        onClick={() => pause(id)}
      >
        <Icon name="pause" />
      </ActionIcon>
    </>
  )
}
