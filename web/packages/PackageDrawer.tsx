import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { bytes, duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { useMay } from '../ui/session.ts'
import css from './PackageDrawer.module.css'
import { PackageState } from './PackageState.tsx'
import { fileUrl, type ManifestSound, type PackageDetail, usePackage, zipUrl } from './packages.api.ts'

/** What a package holds, file by file in play order; each can be heard and kept by itself. */
export function PackageDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('packages')
  const query = usePackage(id)
  return (
    <Drawer title={query.data?.target.name ?? t('files')} onClose={onClose}>
      <Loaded query={query}>{(detail) => <Contents detail={detail} />}</Loaded>
    </Drawer>
  )
}

function Contents({ detail }: { detail: PackageDetail }) {
  const { t } = useTranslation('packages')
  const mayDownload = useMay('packages.download')
  const [heard, setHeard] = useState<string>()
  const { manifest, content } = detail
  const sounds = manifest?.files.filter((file): file is ManifestSound => file.kind === 'sound') ?? []
  return (
    <div className={css.contents}>
      <p className="sec">{t('groupTitle', { title: detail.title, number: detail.sequence })}</p>
      <PackageState line={detail} />
      {manifest && content && (
        <>
          <p>
            {t('checkCode')} <b className={`num ${css.code}`}>{manifest.checkCode}</b>
          </p>
          {mayDownload && (
            <div className={css.actions}>
              <Button
                component="a"
                href={zipUrl(detail.id)}
                download
                leftSection={<Icon name="down" size={18} />}
              >
                {t('download', { size: bytes(content.sizeBytes) })}
              </Button>
              <Button
                component="a"
                href={fileUrl(detail.id, 'TOPHAT.PDF')}
                target="_blank"
                rel="noreferrer"
                variant="default"
                leftSection={<Icon name="print" size={18} />}
              >
                {t('cueSheet')}
              </Button>
            </div>
          )}
          {manifest.missing.map((hole) => (
            <p key={hole.position} className={css.missing}>
              {t('missingWork', { title: hole.title })}
            </p>
          ))}
          <ol className={css.files}>
            {sounds.map((file) => (
              <li key={file.path}>
                <div className={css.words}>
                  <b>{file.title}</b>
                  <p className={css.facts}>
                    <LanguageChip language={file.language} />
                    <span className="num sec">{duration(file.durationMs)}</span>
                    <span className="num sec">{bytes(file.sizeBytes)}</span>
                    {!file.first && <span className="sec">{t('along')}</span>}
                  </p>
                  <small className="num">{file.path}</small>
                  {heard === file.path && (
                    // biome-ignore lint/a11y/useMediaCaption: the spoken words stand on the cue sheet
                    <audio controls autoPlay src={fileUrl(detail.id, file.path)} className={css.audio} />
                  )}
                </div>
                {mayDownload && (
                  <div className={css.side}>
                    <Button
                      size="row"
                      variant="default"
                      aria-label={t('listenTo', { title: file.title, path: file.path })}
                      onClick={() => setHeard(heard === file.path ? undefined : file.path)}
                    >
                      {t(heard === file.path ? 'stop' : 'listen')}
                    </Button>
                    <Button
                      component="a"
                      href={fileUrl(detail.id, file.path)}
                      download
                      size="row"
                      variant="subtle"
                      aria-label={t('downloadFile', { title: file.title, path: file.path })}
                    >
                      <Icon name="down" size={17} />
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}
