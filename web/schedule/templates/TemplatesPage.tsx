import { Button } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToday } from '../../ui/clock.ts'
import { WithDrawer } from '../../ui/Drawer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../../ui/PageHeader.tsx'
import { useMay } from '../../ui/session.ts'
import { useHotkeys } from '../../ui/use-hotkeys.ts'
import { useChannel } from '../schedule.api.ts'
import { useTemplates } from './plans.api.ts'
import { TemplateForm } from './TemplateForm.tsx'
import { TemplateTable } from './TemplateTable.tsx'

/** Khung chương trình: what a channel keeps at the same hour, week after week. */
export default function TemplatesPage() {
  const { t } = useTranslation('plans')
  const search = useSearch({ strict: false })
  const canEdit = useMay('schedule.edit')
  const today = useToday().data?.date ?? ''
  const { channels, channel } = useChannel(search.kenh)
  const templates = useTemplates(channel?.id)
  // A row's id, or '' for a new one.
  const [open, setOpen] = useState<string | null>(null)
  useHotkeys({ n: () => canEdit && setOpen('') })
  const rows = templates.data?.rows ?? []
  const row = rows.find(({ id }) => id === open)
  const drawer = channel && open !== null && canEdit && (
    <TemplateForm key={open} channelId={channel.id} row={row} today={today} onClose={() => setOpen(null)} />
  )
  return (
    <WithDrawer drawer={drawer || null}>
      <PageHeader title={t('templates.title')} trail={{ label: t('templates.back'), to: '/lich' }} />
      <Toolbar left={<h2>{channel?.name}</h2>}>
        <Link to="/lich" search={{ kenh: search.kenh }} className="link">
          {t('templates.openWeek')}
        </Link>
        {canEdit && (
          <Button leftSection={<Icon name="plus" size={17} />} onClick={() => setOpen('')}>
            {t('templates.add')}
          </Button>
        )}
      </Toolbar>
      <PageBody wide>
        {channels.error ? (
          <ErrorState error={channels.error} onRetry={() => channels.refetch()} />
        ) : (
          <Loaded query={templates} errorTitle={t('templates.failedTitle')}>
            {({ rows: all }) =>
              all.length === 0 ? (
                <EmptyState title={t('templates.empty')}>{t('templates.emptyHint')}</EmptyState>
              ) : (
                <TemplateTable
                  rows={all}
                  today={today}
                  openId={open ?? undefined}
                  onOpen={canEdit ? setOpen : undefined}
                />
              )
            }
          </Loaded>
        )}
      </PageBody>
    </WithDrawer>
  )
}
