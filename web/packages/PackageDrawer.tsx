import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { bytes } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { useMay } from '../ui/session.ts'
import { Changes } from './Changes.tsx'
import { Downloads } from './Downloads.tsx'
import css from './PackageDrawer.module.css'
import { PackageState } from './PackageState.tsx'
import { fileUrl, type ManifestSound, type PackageDetail, usePackage, zipUrl } from './packages.api.ts'
import { SoundRow } from './SoundRow.tsx'
import { StickLink } from './StickLink.tsx'
import { Withdraw } from './Withdraw.tsx'

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
  const mayWithdraw = useMay('packages.withdraw')
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
          <p className="sec">
            {t('sizes', { usb: bytes(content.sizeBytes), light: bytes(content.lightBytes) })}
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
              <StickLink packageId={detail.id} />
              <Link to="/goi/loa-khong-nhan-the" className={`link ${css.help}`}>
                {t('stickHelp')}
              </Link>
            </div>
          )}
          {manifest.missing.map((hole) => (
            <p key={hole.position} className={css.missing}>
              {t('missingWork', { title: hole.title })}
            </p>
          ))}
          <ol className={css.files}>
            {sounds.map((file) => (
              <SoundRow key={file.path} packageId={detail.id} file={file} />
            ))}
          </ol>
        </>
      )}
      {manifest && <Changes id={detail.id} />}
      {manifest && <Downloads id={detail.id} />}
      {detail.withdrawal && mayWithdraw && (
        <Link
          className="link"
          to="/goi/thu-hoi/$withdrawalId"
          params={{ withdrawalId: detail.withdrawal.id }}
        >
          {t('withdraw.whom')}
        </Link>
      )}
      {manifest && !detail.withdrawal && mayWithdraw && (
        <Withdraw label={t('withdraw.one', { name: detail.target.name })} packageIds={[detail.id]} />
      )}
    </div>
  )
}
