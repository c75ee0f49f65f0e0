import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmInline } from '../ui/ConfirmInline.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { bytes, dateTime, shortDateTime } from '../ui/format.ts'
import { useMay } from '../ui/session.ts'
import { type Delivery, useCreateLink, useRevoke } from './delivery.api.ts'
import css from './Folder.module.css'

const choices = [3, 7, 14, 30]

/** Links for people without an account: who has one, until when, how often it was used. */
export function Links({ delivery }: { delivery: Delivery }) {
  const mayMake = useMay('delivery.make')
  return (
    <>
      <ul className={css.rows}>
        {delivery.links.map((link) => (
          <LinkRow key={link.id} link={link} />
        ))}
      </ul>
      {mayMake && !delivery.stopped && <NewLink id={delivery.id} />}
    </>
  )
}

function LinkRow({ link }: { link: Delivery['links'][number] }) {
  const { t } = useTranslation('delivery')
  const mayMake = useMay('delivery.make')
  const revoke = useRevoke()
  const [asking, setAsking] = useState(false)
  return (
    <li>
      <div className={css.words}>
        <b>{link.recipient}</b>
        <span className="num mut">
          {link.revokedAt
            ? t('link.revokedAt', { date: shortDateTime(link.revokedAt) })
            : t('link.until', { date: shortDateTime(link.expiresAt) })}
        </span>
        <p className="num">
          {link.lastUsedAt
            ? t('link.used', {
                count: link.downloads,
                size: bytes(link.bytes),
                date: shortDateTime(link.lastUsedAt),
              })
            : t('link.unused')}
        </p>
      </div>
      {mayMake && !link.revokedAt && !asking && (
        <Button variant="default" size="row" onClick={() => setAsking(true)}>
          {t('link.revoke')}
        </Button>
      )}
      {asking && (
        <ConfirmInline
          question={t('link.sure', { name: link.recipient })}
          confirm={t('link.revoke')}
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate(link.id, { onSuccess: () => setAsking(false) })}
          onCancel={() => setAsking(false)}
        />
      )}
      {revoke.error && <ErrorState error={revoke.error} />}
    </li>
  )
}

function NewLink({ id }: { id: string }) {
  const { t } = useTranslation('delivery')
  const create = useCreateLink()
  const [recipient, setRecipient] = useState('')
  const [days, setDays] = useState('7')
  return (
    <>
      {create.data && <Fresh url={create.data.url} expiresAt={create.data.expiresAt} />}
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ id, recipient, days: Number(days) }, { onSuccess: () => setRecipient('') })
        }}
      >
        <TextInput
          label={t('link.recipient')}
          value={recipient}
          maxLength={120}
          required
          onChange={(event) => setRecipient(event.currentTarget.value)}
        />
        <Select
          label={t('link.days')}
          data={choices.map((value) => ({
            value: String(value),
            label: t('link.forDays', { count: value }),
          }))}
          value={days}
          allowDeselect={false}
          onChange={(value) => setDays(value ?? '7')}
        />
        <Button type="submit" variant="default" loading={create.isPending}>
          {t('link.create')}
        </Button>
      </form>
      {create.error && <ErrorState error={create.error} />}
    </>
  )
}

/** Shown once: nobody can look it up afterwards. */
function Fresh({ url, expiresAt }: { url: string; expiresAt: string }) {
  const { t } = useTranslation('delivery')
  const [copied, setCopied] = useState(false)
  return (
    <output className={css.fresh}>
      <span>{t('link.fresh', { date: dateTime(expiresAt) })}</span>
      <code>{url}</code>
      {/* The clipboard exists in a secure context only; elsewhere the address is selected by hand. */}
      {navigator.clipboard && (
        <Button
          variant="default"
          size="row"
          onClick={() => navigator.clipboard.writeText(url).then(() => setCopied(true))}
        >
          {t(copied ? 'link.copied' : 'link.copy')}
        </Button>
      )}
    </output>
  )
}
