import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmInline } from '../../ui/ConfirmInline.tsx'
import { copyText } from '../../ui/copy.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { dateTime, shortDate, shortDateTime } from '../../ui/format.ts'
import { toast } from '../../ui/toasts.ts'
import css from './Station.module.css'
import { type Answered, useCreateLink, useRevoke } from './station.api.ts'

const lengths = [3, 7, 14, 30]

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
  const [recipient, setRecipient] = useState('')
  const [forDays, setForDays] = useState('7')
  const made = create.data
  return (
    <Drawer title={t('links.title')} onClose={onClose}>
      <div className={css.drawer}>
        <p className="sec">{t('links.hint')}</p>
        <form
          className={css.drawer}
          onSubmit={(event) => {
            event.preventDefault()
            create.mutate(
              {
                days: days.filter((day) => answered.slots.some((slot) => slot.day === day)),
                recipient,
                forDays: Number(forDays),
              },
              { onSuccess: () => setRecipient('') },
            )
          }}
        >
          <TextInput
            label={t('links.recipient')}
            required
            maxLength={120}
            value={recipient}
            onChange={(e) => setRecipient(e.currentTarget.value)}
          />
          <Select
            label={t('links.length')}
            data={lengths.map((value) => ({
              value: String(value),
              label: t('links.forDays', { count: value }),
            }))}
            value={forDays}
            allowDeselect={false}
            onChange={(value) => setForDays(value ?? '7')}
          />
          <Button type="submit" loading={create.isPending}>
            {t('links.create')}
          </Button>
        </form>
        {made && (
          <output className={css.fresh}>
            <span>{t('links.fresh', { date: dateTime(made.expiresAt) })}</span>
            <code>{made.url}</code>
            <Button
              variant="default"
              size="row"
              onClick={async () => toast(t((await copyText(made.url)) ? 'links.copied' : 'links.notCopied'))}
            >
              {t('links.copy')}
            </Button>
          </output>
        )}
        {create.error && <ErrorState error={create.error} />}
        <ul className={css.read}>
          {answered.links.map((link) => (
            <LinkRow key={link.id} link={link} />
          ))}
        </ul>
      </div>
    </Drawer>
  )
}

function LinkRow({ link }: { link: Answered['links'][number] }) {
  const { t } = useTranslation('station')
  const revoke = useRevoke()
  const [asking, setAsking] = useState(false)
  return (
    <li>
      <span className={css.words}>
        <b>{link.recipient}</b>{' '}
        <span className="num mut">{link.days.map((day) => shortDate(day)).join(', ')}</span>
        <p className="num">
          {link.revokedAt
            ? t('links.revokedAt', { date: shortDateTime(link.revokedAt) })
            : t('links.until', { date: shortDateTime(link.expiresAt) })}
          . {link.lastUsedAt ? t('links.used', { date: shortDateTime(link.lastUsedAt) }) : t('links.unused')}
        </p>
      </span>
      {!link.revokedAt && !asking && (
        <Button
          variant="default"
          size="row"
          onClick={() => setAsking(true)}
          aria-label={t('links.revokeOf', { name: link.recipient })}
        >
          {t('links.revoke')}
        </Button>
      )}
      {asking && (
        <ConfirmInline
          question={t('links.sure', { name: link.recipient })}
          confirm={t('links.revoke')}
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate(link.id, { onSuccess: () => setAsking(false) })}
          onCancel={() => setAsking(false)}
        />
      )}
      {revoke.error && <ErrorState error={revoke.error} />}
    </li>
  )
}
