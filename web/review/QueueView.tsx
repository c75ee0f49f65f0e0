import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useStationNow } from '../ui/clock.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { duration, since } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { DataRow, ListPanel, RowIcon } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../ui/PageHeader.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import { type QueueItem, useQueue } from './review.api.ts'
import { usesInWords } from './use-verdict.ts'

/** What waits for a decision, oldest first, and what waits for its maker. */
export function QueueView() {
  const { t } = useTranslation('review')
  return (
    <PageBody>
      <PageHeader title={t('title')} />
      <Loaded query={useQueue()}>{(items) => <Queue items={items} />}</Loaded>
    </PageBody>
  )
}

function Queue({ items }: { items: readonly QueueItem[] }) {
  const { t } = useTranslation('review')
  const groups = (['approvers', 'makers'] as const)
    .map((heldBy) => ({ heldBy, items: items.filter((item) => item.heldBy === heldBy) }))
    .filter((group) => group.items.length > 0)
  if (groups.length === 0)
    return (
      <div className="card">
        <EmptyState title={t('queue.empty')}>{t('queue.emptyHint')}</EmptyState>
      </div>
    )
  return groups.map((group) => (
    <ListPanel
      key={group.heldBy}
      title={t(`queue.${group.heldBy}`)}
      count={group.items.length}
      aside={<span className="mut">{t('queue.oldestFirst')}</span>}
    >
      <ul>
        {group.items.map((item) => (
          <QueueRow key={item.versionId} item={item} />
        ))}
      </ul>
    </ListPanel>
  ))
}

function QueueRow({ item }: { item: QueueItem }) {
  const { t } = useTranslation('review')
  const navigate = useNavigate()
  const now = useStationNow(60_000)
  return (
    <DataRow
      lead={
        <RowIcon>
          <Icon name={item.soundOnly ? 'speaker' : 'film'} />
        </RowIcon>
      }
      title={item.workTitle}
      note={t('queue.version', { number: item.number })}
      onOpen={() => navigate({ to: '/duyet/$versionId', params: { versionId: item.versionId } })}
      side={
        <>
          <LanguageChip language={item.language} />
          <StatusChip status={item.heldBy === 'approvers' ? 'submitted' : 'changesRequested'} />
        </>
      }
    >
      {[
        <span key="length" className="num">
          {duration(item.durationMs)}
        </span>,
        `, ${usesInWords(t, item.uses)}. `,
        t(`queue.since.${item.heldBy}`, {
          span: since(item.since, now),
          name: item.submittedBy?.name ?? '',
          unit: item.submittedBy?.unit ?? '',
        }),
        item.unresolved > 0 && ` ${t('queue.unresolved', { count: item.unresolved })}`,
        item.hindrance === 'own_work' && ` ${t('queue.ownWork')}`,
      ]}
    </DataRow>
  )
}
