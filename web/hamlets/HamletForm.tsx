import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateInput } from '../ui/DateInput.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { toast } from '../ui/toasts.ts'
import { CommuneSelect } from './CommuneSelect.tsx'
import css from './Hamlets.module.css'
import { type Hamlet, type Said, useChangeHamlet, useCorrectHamlet } from './hamlets.api.ts'
import { SaidFields } from './SaidFields.tsx'

type Props = {
  hamlet: Hamlet
  /** From a day on; else what was written wrongly is corrected for all time. */
  dated: boolean
  today: string
  onDone: (id?: string) => void
  onCancel: () => void
}

/** A new name, head or commune from a day on, or a slip of the pen. */
export function HamletForm({ hamlet, dated, today, onDone, onCancel }: Props) {
  const { t } = useTranslation(['hamlets', 'common'])
  const before = { name: hamlet.name, headName: hamlet.headName, headPhone: hamlet.headPhone }
  const [said, setSaid] = useState<Said>(before)
  const [areaId, setAreaId] = useState(hamlet.area.id)
  const [from, setFrom] = useState(today)
  const correct = useCorrectHamlet(hamlet.id)
  const change = useChangeHamlet(hamlet.id)
  const same =
    areaId === hamlet.area.id &&
    (['name', 'headName', 'headPhone'] as const).every((one) => said[one] === before[one])
  const { error, isPending } = dated ? change : correct
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (dated)
      return change.mutate(
        { ...said, areaId, from },
        {
          onSuccess: ({ id }) => {
            toast(t('changed', { name: said.name }))
            onDone(from <= today ? id : undefined)
          },
        },
      )
    correct.mutate(said, {
      onSuccess: () => {
        toast(t('corrected', { name: said.name }), { undo: () => correct.mutate(before) })
        onDone()
      },
    })
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <p className="sec">{t(dated ? 'changeHint' : 'correctHint')}</p>
      {dated && <DateInput label={t('field.from')} required value={from} onChange={setFrom} />}
      <SaidFields said={said} onChange={setSaid} />
      {dated && <CommuneSelect at={from || today} value={areaId} known={hamlet.area} onChange={setAreaId} />}
      <div className={css.buttons}>
        <Button
          type="submit"
          loading={isPending}
          disabled={said.name.trim() === '' || !areaId || from === '' || same}
        >
          {t(dated ? 'changeNow' : 'correctNow')}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t('common:cancel')}
        </Button>
      </div>
      {error && <ErrorState error={error} />}
    </form>
  )
}
