import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, queryClient, unwrap } from '../../api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { toast } from '../../ui/toasts.ts'

type Props = { channelId: string; mayRenew: boolean; onClose: () => void }

/** The address that calendars subscribe to; whoever has it reads what was published, so it can be renewed. */
export function FeedDialog({ channelId, mayRenew, onClose }: Props) {
  const { t } = useTranslation('schedule')
  const key = ['channel', 'feed', channelId]
  const feed = useQuery({
    queryKey: key,
    queryFn: () => unwrap(api.channels[':id'].feed.$get({ param: { id: channelId } })),
  })
  const renew = async () => {
    queryClient.setQueryData(
      key,
      await unwrap(api.channels[':id'].feed.renew.$post({ param: { id: channelId } })),
    )
    toast(t('feed.renewed'))
  }
  return (
    <Dialog
      title={t('feed.title')}
      onClose={onClose}
      foot={
        mayRenew && (
          <Button variant="default" onClick={() => renew().catch(() => toast(t('feed.failed')))}>
            {t('feed.renew')}
          </Button>
        )
      }
    >
      <p>{t('feed.hint')}</p>
      <Loaded query={feed}>
        {({ address }) => (
          <>
            <output aria-label={t('feed.address')} style={{ overflowWrap: 'anywhere', userSelect: 'all' }}>
              {address}
            </output>
            <p>{t('feed.secret')}</p>
          </>
        )}
      </Loaded>
    </Dialog>
  )
}
