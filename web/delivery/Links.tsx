import { useTranslation } from 'react-i18next'
import { bytes, shortDateTime } from '../ui/format.ts'
import { LinkForm, LinkRow } from '../ui/LinkForm.tsx'
import { useMay } from '../ui/session.ts'
import { type Delivery, useCreateLink, useRevoke } from './delivery.api.ts'

/** Links for people without an account: who has one, until when, how often it was used. */
export function Links({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('delivery')
  const mayMake = useMay('delivery.make')
  const create = useCreateLink()
  const revoke = useRevoke()
  return (
    <>
      <ul>
        {delivery.links.map((link) => (
          <LinkRow
            key={link.id}
            link={link}
            used={
              link.lastUsedAt
                ? t('link.used', {
                    count: link.downloads,
                    size: bytes(link.bytes),
                    date: shortDateTime(link.lastUsedAt),
                  })
                : t('link.unused')
            }
            onRevoke={mayMake ? () => revoke.mutateAsync(link.id) : undefined}
          />
        ))}
      </ul>
      {mayMake && !delivery.stopped && (
        <LinkForm onCreate={(asked) => create.mutateAsync({ id: delivery.id, ...asked })} />
      )}
    </>
  )
}
