import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import css from './PublishingNotice.module.css'
import { useNewerVersions } from './publishing.api.ts'

/** A newer version was approved while older ones still stand in the plan. */
export function NewerVersions({ channelId }: { channelId: string }) {
  const { t } = useTranslation('publishing')
  const newer = useNewerVersions(channelId).data ?? []
  return newer.map(({ versionId, number, title, count }) => (
    <p key={versionId} className={css.notice}>
      <Icon name="layers" />
      <span>{t('replace.newer', { title, number, count })}</span>
      <Button
        variant="default"
        size="compact-md"
        component="a"
        renderRoot={(props) => <Link {...props} to="/lich/thay-ban/$versionId" params={{ versionId }} />}
      >
        {t('replace.title')}
      </Button>
    </p>
  ))
}
