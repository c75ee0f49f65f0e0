import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clipFormats, mostClipDays } from '../../server/packages/clips/clips.schema.ts'
import { shortDateTime } from '../ui/format.ts'
import { LinkForm, LinkRow } from '../ui/LinkForm.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import css from './ClipLinks.module.css'
import { type ClipFormat, useClipLinks, useCreateClipLink, useRevokeClipLink } from './clips.api.ts'

/** One approved recording for somebody without an account, for a week at most: instead of a file that nobody can call back. */
export function ClipLinks({ versionId }: { versionId: string }) {
  const { t } = useTranslation('packages')
  const links = useClipLinks(versionId)
  const create = useCreateClipLink(versionId)
  const revoke = useRevokeClipLink()
  const [format, setFormat] = useState<ClipFormat>('opus')
  return (
    <div className={css.links}>
      <p className="sec">{t('clip.lead')}</p>
      <SegmentedControl
        value={format}
        onChange={(value) => setFormat(value as ClipFormat)}
        aria-label={t('clip.format')}
        data={clipFormats.map((value) => ({ value, label: t(`clip.${value}`) }))}
      />
      <LinkForm mostDays={mostClipDays} onCreate={(asked) => create.mutateAsync({ format, ...asked })} />
      <Loaded query={links}>
        {(all) => (
          <ul>
            {all.links.map((link) => (
              <LinkRow
                key={link.id}
                link={link}
                of={t(`clip.${link.format}`)}
                used={
                  link.lastUsedAt
                    ? t('clip.used', { count: link.downloads, date: shortDateTime(link.lastUsedAt) })
                    : t('clip.unused')
                }
                onRevoke={() => revoke.mutateAsync(link.id)}
              />
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  )
}
