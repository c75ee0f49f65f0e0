import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../../ui/Drawer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { dateTime } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { toast } from '../../ui/toasts.ts'
import { restoreAsDraft, useDayHistory } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import css from './HistoryDrawer.module.css'

type Props = { channelId: string; day: string; canEdit: boolean; onClose: () => void }

/** Every publication of a day. Going back lays an old one as the draft; it is then published under a new number. */
export function HistoryDrawer({ channelId, day, canEdit, onClose }: Props) {
  const { t } = useTranslation('schedule')
  const history = useDayHistory(channelId, day)
  const [error, setError] = useState<unknown>(null)
  const goBack = async (id: string, number: number) => {
    try {
      await restoreAsDraft(id)
      toast(t('history.restored', { number, day: dayName(day) }))
      onClose()
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <Drawer title={t('history.title', { day: dayName(day) })} onClose={onClose}>
      {error !== null && <ErrorState error={error} title={t('form.failed')} />}
      <Loaded query={history}>
        {(publications) =>
          publications.length === 0 ? (
            <EmptyState title={t('history.none')} />
          ) : (
            <ol className={css.list}>
              {publications.map((publication, i) => (
                <li key={publication.id}>
                  <b>{t('version', { number: publication.number })}</b>
                  {i === 0 && <span className={css.inForce}>{t('history.inForce')}</span>}
                  <p className="num">{dateTime(publication.publishedAt)}</p>
                  <p>
                    {publication.publishedByName} ·{' '}
                    {t('history.slots', { count: publication.body.slots.length })}
                  </p>
                  {canEdit && (
                    <Button
                      variant="default"
                      size="compact-md"
                      onClick={() => goBack(publication.id, publication.number)}
                    >
                      {t('history.restore')}
                    </Button>
                  )}
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Drawer>
  )
}
