import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { bytes, shortDateTime } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { DataRow, ListPanel, RowIcon } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody } from '../ui/PageHeader.tsx'
import { toast } from '../ui/toasts.ts'
import { type Belongs, BelongsForm } from './BelongsForm.tsx'
import { guess } from './choosing.ts'
import { InboxParts } from './InboxParts.tsx'
import css from './Uploads.module.css'
import { type InboxFile, useInbox, useTake } from './uploads.api.ts'

/** Recordings on the server's own disks. */
export function Inbox({ onTaken }: { onTaken: (id: string) => void }) {
  const { t } = useTranslation('uploads')
  const inbox = useInbox()
  const [path, setPath] = useState<string>()
  const chosen = inbox.data?.files.find((file) => file.path === path)
  return (
    <PageBody
      aside={
        chosen ? (
          <TakeIn key={chosen.path} file={chosen} onTaken={onTaken} />
        ) : (
          inbox.data && inbox.data.files.length > 0 && <p className="sec">{t('inbox.choose')}</p>
        )
      }
    >
      <Loaded query={inbox}>
        {({ folder, files }) => (
          <>
            <InboxParts files={files} onTaken={onTaken} />
            <ListPanel title={t('inbox.title')} count={t('inbox.count', { count: files.length })}>
              {files.length === 0 && (
                <EmptyState title={t('inbox.empty')}>{t('inbox.lead', { folder })}</EmptyState>
              )}
              <ul>
                {files.map((file) => (
                  <DataRow
                    key={file.path}
                    lead={
                      <RowIcon>
                        <Icon name={file.place === 'drive' ? 'usb' : 'folder'} />
                      </RowIcon>
                    }
                    title={file.name}
                    note={file.folder}
                    selected={file.path === path}
                    onOpen={() => setPath(file.path)}
                    side={<span className="num mut">{bytes(file.sizeBytes)}</span>}
                  >
                    {t(`inbox.${file.place}`)}, <span className="num">{shortDateTime(file.modifiedAt)}</span>
                  </DataRow>
                ))}
              </ul>
            </ListPanel>
          </>
        )}
      </Loaded>
    </PageBody>
  )
}

function TakeIn({ file, onTaken }: { file: InboxFile; onTaken: (id: string) => void }) {
  const { t } = useTranslation('uploads')
  const take = useTake()
  const [value, setValue] = useState<Belongs>({
    workId: null,
    workTitle: null,
    ...guess(file.name),
    urgent: false,
    deadlineAt: null,
  })
  const { workTitle: _, workId, title, ...rest } = value
  const send = () =>
    take.mutate(
      { path: file.path, ...rest, workId: workId || null, title: title?.trim() || null },
      {
        onSuccess: ({ upload }) => {
          toast(t('inbox.taking', { name: file.name }))
          onTaken(upload.id)
        },
      },
    )
  return (
    <section className={`card ${css.details}`} aria-label={t('details.title')}>
      <header>
        <h2>{file.name}</h2>
      </header>
      <BelongsForm value={value} onChange={setValue} />
      {take.error && <ErrorState error={take.error} />}
      <Button onClick={send} loading={take.isPending}>
        {t('inbox.take')}
      </Button>
    </section>
  )
}
