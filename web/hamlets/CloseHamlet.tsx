import { Button, Select } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateInput } from '../ui/DateInput.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { fold } from '../ui/fold.ts'
import { toast } from '../ui/toasts.ts'
import css from './Hamlets.module.css'
import { type Hamlet, useCloseHamlet, useHamlets, useReopen } from './hamlets.api.ts'

type Props = { hamlet: Hamlet; today: string; onDone: () => void; onCancel: () => void }

/** From a day on it is no longer there; where it went into another, that one takes what was planned. */
export function CloseHamlet({ hamlet, today, onDone, onCancel }: Props) {
  const { t } = useTranslation(['hamlets', 'common'])
  const [on, setOn] = useState(today)
  const [intoId, setIntoId] = useState<string | null>(null)
  const others = (useHamlets(today).data?.hamlets ?? []).filter(({ id }) => id !== hamlet.id)
  const close = useCloseHamlet(hamlet.id)
  const reopen = useReopen()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    close.mutate(
      { on, intoId },
      {
        onSuccess: () => {
          toast(t(intoId ? 'merged' : 'closed', { name: hamlet.name }), {
            undo: () => reopen.mutate(hamlet.id),
          })
          onDone()
        },
      },
    )
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <p className="sec">{t('closeHint')}</p>
      <DateInput label={t('field.on')} required value={on} onChange={setOn} />
      <Select
        label={t('field.into')}
        description={t('field.intoHint')}
        searchable
        clearable
        limit={50}
        data={others.map(({ id, name, area }) => ({ value: id, label: `${name}, ${area.name}` }))}
        filter={({ options, search }) =>
          options.filter((one) => 'label' in one && fold(one.label).includes(fold(search)))
        }
        value={intoId}
        onChange={setIntoId}
      />
      <div className={css.buttons}>
        <Button type="submit" loading={close.isPending} disabled={on === ''}>
          {t(intoId ? 'mergeNow' : 'closeNow')}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t('common:cancel')}
        </Button>
      </div>
      {close.error && <ErrorState error={close.error} />}
    </form>
  )
}
