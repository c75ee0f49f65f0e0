import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { toast } from '../ui/toasts.ts'
import { CommuneSelect } from './CommuneSelect.tsx'
import css from './Hamlets.module.css'
import { type Said, useAddHamlet } from './hamlets.api.ts'
import { SaidFields } from './SaidFields.tsx'

/** A hamlet that nobody has written down yet. */
export function AddHamlet({ today, onClose }: { today: string; onClose: () => void }) {
  const { t } = useTranslation('hamlets')
  const [areaId, setAreaId] = useState('')
  const [said, setSaid] = useState<Said>({ name: '', headName: '', headPhone: '' })
  const add = useAddHamlet()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(
      { ...said, areaId },
      {
        onSuccess: () => {
          toast(t('added', { name: said.name }))
          onClose()
        },
      },
    )
  }
  return (
    <Drawer title={t('add')} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <CommuneSelect at={today} value={areaId} onChange={setAreaId} />
        <SaidFields said={said} onChange={setSaid} />
        <Button type="submit" loading={add.isPending} disabled={!areaId || said.name.trim() === ''}>
          {t('addNow')}
        </Button>
        {add.error && <ErrorState error={add.error} />}
      </form>
    </Drawer>
  )
}
