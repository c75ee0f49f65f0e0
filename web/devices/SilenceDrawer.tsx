import { Button, NumberInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { toast } from '../ui/toasts.ts'
import css from './Devices.module.css'
import { useSetSilence } from './devices.api.ts'

/** After how many days of silence a device is worth a call: teams that stay away longer need more. */
export function SilenceDrawer({ days, onClose }: { days: number; onClose: () => void }) {
  const { t } = useTranslation('devices')
  const [wanted, setWanted] = useState<number | string>(days)
  const save = useSetSilence()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(Number(wanted), {
      onSuccess: () => {
        toast(t('silence.saved', { count: Number(wanted) }), { undo: () => save.mutate(days) })
        onClose()
      },
    })
  }
  return (
    <Drawer title={t('silence.title')} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <NumberInput
          label={t('silence.days')}
          description={t('silence.hint')}
          required
          min={1}
          max={365}
          allowDecimal={false}
          value={wanted}
          onChange={setWanted}
        />
        <Button type="submit" loading={save.isPending} disabled={wanted === ''}>
          {t('silence.save')}
        </Button>
        {save.error && <ErrorState error={save.error} />}
      </form>
    </Drawer>
  )
}
