import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { BrandMark } from '../ui/BrandMark.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { bytes, dateTime, duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import { language, speak } from '../words.ts'
import { LinkAnswer } from './LinkAnswer.tsx'
import css from './LinkPage.module.css'
import { linkFileUrl, linkZipUrl, type Opened, useLink } from './link.api.ts'

/** What somebody at the station sees who was sent a link: what it is, the files, and where to answer. No account. */
export default function LinkPage() {
  const { t } = useTranslation('delivery')
  const { token = '' } = useParams({ strict: false })
  const link = useLink(token)
  useEffect(() => {
    document.title = `${t('link.page')} - Vang`
  }, [t])
  return (
    <main className={css.page}>
      <div className={css.brand}>
        <BrandMark size={28} />
        <b>Vang</b>
        <span className="grow" />
        <button
          type="button"
          className={css.switch}
          lang={language() === 'vi' ? 'en' : 'vi'}
          onClick={() => speak(language() === 'vi' ? 'en' : 'vi')}
        >
          {language() === 'vi' ? 'English' : 'Tiếng Việt'}
        </button>
      </div>
      <div className={`card ${css.sheet}`}>
        <div className="brocade" aria-hidden="true" />
        <div className={css.in}>
          {link.data ? (
            <Folder token={token} opened={link.data} />
          ) : link.error ? (
            <>
              <h1>{t('link.page')}</h1>
              <ErrorState error={link.error} title={t('link.closed')} actions={<p>{t('link.askAgain')}</p>} />
            </>
          ) : (
            <Skeletons />
          )}
        </div>
      </div>
    </main>
  )
}

function Folder({ token, opened }: { token: string; opened: Opened }) {
  const { t } = useTranslation('delivery')
  return (
    <>
      <header>
        <p className="sec">{t('link.from', { sender: opened.sender, recipient: opened.recipient })}</p>
        <h1>{opened.title}</h1>
        <p className="sec">
          {[opened.presetName, opened.durationMs !== null && duration(opened.durationMs)]
            .filter(Boolean)
            .join(', ')}
        </p>
        <p className={css.until}>
          <Icon name="clock" size={17} />
          <span className="num">{t('link.goodUntil', { date: dateTime(opened.expiresAt) })}</span>
        </p>
      </header>
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
