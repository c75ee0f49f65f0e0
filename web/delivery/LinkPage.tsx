import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { bytes, dateTime, duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { LinkHead, LinkShell } from '../ui/LinkShell.tsx'
import { LinkAnswer } from './LinkAnswer.tsx'
import css from './LinkPage.module.css'
import { linkFileUrl, linkZipUrl, type Opened, useLink } from './link.api.ts'

/** What somebody at the station sees who was sent a link: what it is, the files, and where to answer. No account. */
export default function LinkPage() {
  const { t } = useTranslation('delivery')
  const { token = '' } = useParams({ strict: false })
  return (
    <LinkShell title={t('link.page')} link={useLink(token)}>
      {(opened) => <Folder token={token} opened={opened} />}
    </LinkShell>
  )
}

function Folder({ token, opened }: { token: string; opened: Opened }) {
  const { t } = useTranslation('delivery')
  return (
    <>
      <LinkHead
        from={t('link.from', { sender: opened.sender, recipient: opened.recipient })}
        title={opened.title}
        until={t('link.goodUntil', { date: dateTime(opened.expiresAt) })}
      >
        <p className="sec">
          {[opened.presetName, opened.durationMs !== null && duration(opened.durationMs)]
            .filter(Boolean)
            .join(', ')}
        </p>
      </LinkHead>
      <div>
        <Button
          component="a"
          href={linkZipUrl(token)}
          download
          fullWidth
          size="md"
          leftSection={<Icon name="down" size={18} />}
        >
          {t('link.all', { size: bytes(opened.zipSizeBytes) })}
        </Button>
        <p className={css.hint}>{t('link.resumes')}</p>
      </div>
      <section aria-label={t('files')}>
        <h2>{t('files')}</h2>
        <ul className={css.files}>
          {opened.files.map((file) => (
            <li key={file.name}>
              <div>
                <b>{t(`role.${file.role}`)}</b> <span className="num mut">{bytes(file.sizeBytes)}</span>
                <p className={css.name}>{file.name}</p>
                <p className={css.hash}>sha256 {file.sha256}</p>
              </div>
              <Button
                component="a"
                href={linkFileUrl(token, file.name)}
                download
                variant="default"
                size="row"
                leftSection={<Icon name="down" size={17} />}
                aria-label={t('link.fetch', { name: file.name })}
              >
                {t('download')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <LinkAnswer token={token} opened={opened} />
    </>
  )
}
