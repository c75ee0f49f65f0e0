import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { bytes, dateTime, duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { LinkHead, LinkShell } from '../ui/LinkShell.tsx'
import css from './ClipLinks.module.css'
import { clipUrl, type OpenedClip, useClip } from './clips.api.ts'

/** What somebody hears who was sent a link: one approved recording, to play or to keep. No account. */
export default function ClipPage() {
  const { t } = useTranslation('packages')
  const { token = '' } = useParams({ strict: false })
  return (
    <LinkShell title={t('clip.page')} link={useClip(token)}>
      {(opened) => <Clip token={token} opened={opened} />}
    </LinkShell>
  )
}

function Clip({ token, opened }: { token: string; opened: OpenedClip }) {
  const { t } = useTranslation('packages')
  const { file } = opened
  return (
    <>
      <LinkHead
        from={t('clip.from', { sender: opened.sender, recipient: opened.recipient })}
        title={opened.title}
        until={t('clip.until', { date: dateTime(opened.expiresAt) })}
      >
        <p className="sec">
          <LanguageChip language={opened.language} />{' '}
          {file && <span className="num">{duration(file.durationMs)}</span>}
        </p>
      </LinkHead>
      {file ? (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: what is said has no captions, only its script */}
          <audio controls preload="none" src={clipUrl(token)} className={css.audio} />
          <Button
            component="a"
            href={clipUrl(token)}
            download={file.name}
            fullWidth
            size="md"
            leftSection={<Icon name="down" size={18} />}
          >
            {t('clip.keep', { size: bytes(file.sizeBytes) })}
          </Button>
        </>
      ) : (
        <p aria-live="polite">{t('clip.making')}</p>
      )}
      <p className="sec">{t('clip.approved')}</p>
    </>
  )
}
