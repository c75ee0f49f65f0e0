import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmInline } from '../../ui/ConfirmInline.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { dateTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { Chip } from '../../ui/StatusChip.tsx'
import { useMay } from '../../ui/session.ts'
import css from './AsRun.module.css'
import { type DayLog, useAttach, useSign } from './as-run.api.ts'

/** Who answers for the day's log, and the papers that belong to it. */
export function Sign({ log }: { log: DayLog }) {
  const { t } = useTranslation('as-run')
  const maySign = useMay('schedule.sign')
  const mayAttach = useMay('schedule.log')
  const sign = useSign({ channelId: log.channel.id, day: log.day })
  const attach = useAttach()
  const [asking, setAsking] = useState(false)
  const open = log.slots.filter(({ row }) => row === null).length
  const { publication, signed } = log
  const papers = log.documents.filter(({ subjectId }) => subjectId === publication?.id)
  if (!publication) return null
  return (
    <section className={css.sign} aria-label={t('sign.title')}>
      {papers.map((document) => (
        <a key={document.id} className="link" href={`/api/documents/${document.id}`} download>
          {document.name}
        </a>
      ))}
      <div className={css.buttons}>
        {signed ? (
          <Chip tone="good" icon="seal">
            {t('sign.signed', { name: signed.signedBy, at: dateTime(signed.signedAt) })}
          </Chip>
        ) : (
          maySign &&
          !asking && (
            <ActionButton
              blocked={
                (open > 0 && t('sign.open', { count: open })) ||
                (log.doubts.length > 0 && t('sign.doubts', { count: log.doubts.length }))
              }
              leftSection={<Icon name="seal" size={18} />}
              onClick={() => setAsking(true)}
            >
              {t('sign.do')}
            </ActionButton>
          )
        )}
        {mayAttach && (
          <FileButton
            accept="image/jpeg,image/png,application/pdf"
            onChange={(file) => file && attach.mutate({ publicationId: publication.id, file })}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                loading={attach.isPending}
                leftSection={<Icon name="photo" size={17} />}
              >
                {t('sign.attach')}
              </Button>
            )}
          </FileButton>
        )}
      </div>
      {asking && !signed && (
        <ConfirmInline
          question={t('sign.sure')}
          confirm={t('sign.do')}
          busy={sign.isPending}
          onConfirm={() => sign.mutate('', { onSettled: () => setAsking(false) })}
          onCancel={() => setAsking(false)}
        />
      )}
      {(sign.error || attach.error) && <ErrorState error={sign.error ?? attach.error} />}
    </section>
  )
}
