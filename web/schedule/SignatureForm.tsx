import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../api.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { toast } from '../ui/toasts.ts'
import { OtherSide, theirsIn } from './OtherSide.tsx'
import css from './SignatureForm.module.css'
import { editChannel, type Sheet } from './schedule.api.ts'

const fields = ['parent', 'body', 'place', 'capacity', 'name'] as const

/** Who signs the paper; on the screen only. */
export function SignatureForm({ channel }: { channel: Sheet['channel'] }) {
  const { t } = useTranslation('schedule')
  const [signature, setSignature] = useState(channel.signature)
  const [seen, setSeen] = useState(channel.signature)
  const [error, setError] = useState<unknown>(null)
  const theirs = theirsIn<typeof channel>(error)?.signature
  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await editChannel(channel.id, { signature, seen: { signature: seen } })
      await queryClient.invalidateQueries({ queryKey: ['publication', 'sheet'] })
      setError(null)
      setSeen(signature)
      toast(t('print.signatureSaved'))
    } catch (refusal) {
      setError(refusal)
      setSeen(theirsIn<typeof channel>(refusal)?.signature ?? seen)
    }
  }
  return (
    <form className={css.form} onSubmit={save}>
      <h2>{t('print.signature')}</h2>
      {theirs ? (
        <OtherSide rows={fields.map((field) => [t(`print.${field}`), signature[field], theirs[field]])} />
      ) : (
        error !== null && <ErrorState error={error} title={t('form.failed')} />
      )}
      <div className={css.fields}>
        {fields.map((field) => (
          <TextInput
            key={field}
            label={t(`print.${field}`)}
            value={signature[field]}
            onChange={(event) => {
              const { value } = event.currentTarget
              setSignature((before) => ({ ...before, [field]: value }))
            }}
          />
        ))}
      </div>
      <Button type="submit" variant="default">
        {t('print.saveSignature')}
      </Button>
    </form>
  )
}
