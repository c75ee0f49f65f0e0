import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/icons.tsx'
import { useMay } from '../ui/session.ts'
import css from './PackagesPage.module.css'
import { type PackageLine, useReissue } from './packages.api.ts'

/** Playlists whose packages were signed by a key that was revoked since, each with the way to sign them anew. */
export function KeyNotices({ lines }: { lines: readonly PackageLine[] }) {
  const { t } = useTranslation('packages')
  const mayReissue = useMay('playlists.publish')
  const reissue = useReissue()
  const revoked = lines.filter((line) => line.state === 'key_revoked' && line.supersededBy === null)
  const playlists = new Map(revoked.map((line) => [line.playlistId, line.title]))
  return (
    <>
      {[...playlists].map(([playlistId, title]) => (
        <div key={playlistId} className={css.notice} role="alert">
          <Icon name="key" size={20} />
          <p>
            <b>{t('key.revoked', { title })}</b> {t('key.hint')}
          </p>
          {mayReissue && (
            <Button size="row" loading={reissue.isPending} onClick={() => reissue.mutate(playlistId)}>
              {t('key.reissue')}
            </Button>
          )}
        </div>
      ))}
      {reissue.error && <ErrorState error={reissue.error} />}
    </>
  )
}
