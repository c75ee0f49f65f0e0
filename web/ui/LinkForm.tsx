import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmInline } from './ConfirmInline.tsx'
import { copyText } from './copy.ts'
import { ErrorState } from './ErrorState.tsx'
import { dateTime, shortDateTime } from './format.ts'
import css from './LinkForm.module.css'
import { toast } from './toasts.ts'

const choices = [3, 7, 14, 30]

type Made = { url: string; expiresAt: string }
type FormProps = {
  onCreate: (asked: { recipient: string; days: number }) => Promise<Made>
  variant?: 'default' | 'filled'
  /** The longest it may be given for. */
  mostDays?: number
}

/** Asks for whom and for how long, and shows the link that was made: once, for nobody can look it up afterwards. */
export function LinkForm({ onCreate, variant = 'default', mostDays = 30 }: FormProps) {
  const { t } = useTranslation('ui')
  const create = useMutation({ mutationFn: onCreate })
  const [recipient, setRecipient] = useState('')
  const [days, setDays] = useState('7')
  const made = create.data
  return (
    <>
      {made && (
        <output className={css.fresh}>
          <span>{t('link.fresh', { date: dateTime(made.expiresAt) })}</span>
          <code>{made.url}</code>
          <Button
            variant="default"
            size="row"
            onClick={async () => toast(t((await copyText(made.url)) ? 'link.copied' : 'link.notCopied'))}
          >
            {t('link.copy')}
          </Button>
        </output>
      )}
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ recipient, days: Number(days) }, { onSuccess: () => setRecipient('') })
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
          label={t('link.length')}
          data={choices
            .filter((count) => count <= mostDays)
            .map((count) => ({ value: String(count), label: t('span.day', { count }) }))}
          value={days}
          allowDeselect={false}
          onChange={(value) => setDays(value ?? '7')}
        />
        <Button type="submit" variant={variant} loading={create.isPending}>
          {t('link.create')}
        </Button>
      </form>
      {create.error && <ErrorState error={create.error} />}
    </>
  )
}

type RowProps = {
  link: { recipient: string; expiresAt: string; revokedAt: string | null }
  /** Beside the name: what it opens, where the list does not say so already. */
  of?: ReactNode
  /** How it was used. */
  used: string
  /** Left out for whoever may not take it back. */
  onRevoke?: (() => Promise<unknown>) | undefined
}

/** One link that was given: to whom, until when, how it was used, and taking it back. Goes inside `<ul>`. */
export function LinkRow({ link, of, used, onRevoke }: RowProps) {
  const { t } = useTranslation('ui')
  const [asking, setAsking] = useState(false)
  const revoke = useMutation({ mutationFn: async () => await onRevoke?.() })
  const name = { name: link.recipient }
  const revocable = onRevoke && !link.revokedAt
  return (
    <li className={css.row}>
      <div className={css.words}>
        <b>{link.recipient}</b> {of && <span className="num mut">{of}</span>}
        <p className="num">
          {link.revokedAt
            ? t('link.revokedAt', { date: shortDateTime(link.revokedAt) })
            : t('link.until', { date: shortDateTime(link.expiresAt) })}
          . {used}
        </p>
      </div>
      {revocable && !asking && (
        <Button
          variant="default"
          size="row"
          onClick={() => setAsking(true)}
          aria-label={t('link.revokeOf', name)}
        >
          {t('link.revoke')}
        </Button>
      )}
      {revocable && asking && (
        <ConfirmInline
          question={t('link.sure', name)}
          confirm={t('link.revoke')}
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate()}
          onCancel={() => setAsking(false)}
        />
      )}
      {revoke.error && <ErrorState error={revoke.error} />}
    </li>
  )
}
