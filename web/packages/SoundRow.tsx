import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bytes, duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { useMay } from '../ui/session.ts'
import { ClipLinks } from './ClipLinks.tsx'
import css from './PackageDrawer.module.css'
import { fileUrl, type ManifestSound } from './packages.api.ts'

type Open = 'heard' | 'shared'

/** One sound of a package: to be heard, kept, or given to somebody by a link. */
export function SoundRow({ packageId, file }: { packageId: string; file: ManifestSound }) {
  const { t } = useTranslation('packages')
  const mayDownload = useMay('packages.download')
  const mayShare = useMay('packages.share')
  const [open, setOpen] = useState<Open>()
  const toggle = (what: Open) => () => setOpen(open === what ? undefined : what)
  const of = { title: file.title, path: file.path }
  return (
    <li>
      <div className={css.words}>
        <b>{file.title}</b>
        <p className={css.facts}>
          <LanguageChip language={file.language} />
          <span className="num sec">{duration(file.durationMs)}</span>
          <span className="num sec">{bytes(file.sizeBytes)}</span>
          {!file.first && <span className="sec">{t('along')}</span>}
        </p>
        <small className="num">{file.path}</small>
        {open === 'heard' && (
          // biome-ignore lint/a11y/useMediaCaption: the spoken words stand on the cue sheet
          <audio controls autoPlay src={fileUrl(packageId, file.path)} className={css.audio} />
        )}
      </div>
      <div className={css.side}>
        {mayDownload && (
          <>
            <Button size="row" variant="default" aria-label={t('listenTo', of)} onClick={toggle('heard')}>
              {t(open === 'heard' ? 'stop' : 'listen')}
            </Button>
            <Button
              component="a"
              href={fileUrl(packageId, file.path)}
              download
              size="row"
              variant="subtle"
              aria-label={t('downloadFile', of)}
            >
              <Icon name="down" size={17} />
            </Button>
          </>
        )}
        {mayShare && (
          <Button
            size="row"
            variant="subtle"
            aria-label={t('clip.shareOf', of)}
            aria-expanded={open === 'shared'}
            onClick={toggle('shared')}
          >
            <Icon name="link" size={17} />
          </Button>
        )}
      </div>
      {open === 'shared' && (
        <div className={css.share}>
          <ClipLinks versionId={file.versionId} />
        </div>
      )}
    </li>
  )
}
