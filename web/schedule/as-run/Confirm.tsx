import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStationNow } from '../../ui/clock.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/icons.tsx'
import { toast } from '../../ui/toasts.ts'
import css from './AsRun.module.css'
import { type DayLog, useConfirm } from './as-run.api.ts'

/** The one tap of the morning after: everything that is over and not written down aired on time. */
export function Confirm({ log }: { log: DayLog }) {
  const { t } = useTranslation('as-run')
  const confirm = useConfirm({ channelId: log.channel.id, day: log.day })
  const now = useStationNow(30_000)
  const open = log.slots.filter(({ row }) => row === null)
  const over = open.filter(({ slot }) => Date.parse(slot.endsAt) <= now)
  if (open.length === 0) return null
  return (
    <section className={css.confirm} aria-label={t('onTime')}>
      <p>{t(over.length === 0 ? 'notOver' : 'howTo', { count: over.length })}</p>
      {over.length > 0 && (
        <Button
          size="lg"
          fullWidth
          leftSection={<Icon name="check" size={20} />}
          loading={confirm.isPending}
          onClick={() =>
            confirm.mutate(undefined, { onSuccess: ({ kept }) => toast(t('confirmed', { count: kept })) })
          }
        >
          {t('confirmAll', { count: over.length })}
        </Button>
      )}
      {confirm.error && <ErrorState error={confirm.error} />}
    </section>
  )
}
