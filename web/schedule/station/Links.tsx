import { useTranslation } from 'react-i18next'
import { Drawer } from '../../ui/Drawer.tsx'
import { shortDate, shortDateTime } from '../../ui/format.ts'
import { LinkForm, LinkRow } from '../../ui/LinkForm.tsx'
import css from './Station.module.css'
import { type Answered, useCreateLink, useRevoke } from './station.api.ts'

/** Links by which the station answers without an account: who has one, until when, whether it was used. */
export function Links({
  answered,
  days,
  onClose,
}: {
  answered: Answered
  days: string[]
  onClose: () => void
}) {
  const { t } = useTranslation('station')
  const create = useCreateLink(answered.channel.id)
  const revoke = useRevoke()
  const asked = days.filter((day) => answered.slots.some((slot) => slot.day === day))
  return (
    <Drawer title={t('links.title')} onClose={onClose}>
      <div className={css.drawer}>
        <p className="sec">{t('links.hint')}</p>
        <LinkForm
          variant="filled"
          onCreate={({ recipient, days: forDays }) => create.mutateAsync({ days: asked, recipient, forDays })}
        />
        <ul>
          {answered.links.map((link) => (
            <LinkRow
              key={link.id}
              link={link}
              of={link.days.map((day) => shortDate(day)).join(', ')}
              used={
                link.lastUsedAt
                  ? t('links.used', { date: shortDateTime(link.lastUsedAt) })
                  : t('links.unused')
              }
              onRevoke={() => revoke.mutateAsync(link.id)}
            />
          ))}
        </ul>
      </div>
    </Drawer>
  )
}
