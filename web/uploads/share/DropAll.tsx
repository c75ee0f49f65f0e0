import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmInline } from '../../ui/ConfirmInline.tsx'
import { drop } from './sharing.ts'

/** Throws away all that belongs nowhere yet, as after something was shared by mistake or by somebody's mischief. */
export function DropAll({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('share')
  const [asking, setAsking] = useState(false)
  const confirm = t('dropAll', { count: ids.length })
  if (!asking)
    return (
      <Button variant="subtle" onClick={() => setAsking(true)}>
        {confirm}
      </Button>
    )
  return (
    <ConfirmInline
      question={t('dropAllAsk', { count: ids.length })}
      confirm={confirm}
      onConfirm={() => drop(ids)}
      onCancel={() => setAsking(false)}
    />
  )
}
