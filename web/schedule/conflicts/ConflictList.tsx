import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../Refusal.tsx'
import { ConflictCard } from './ConflictCard.tsx'
import css from './Conflicts.module.css'
import { type Conflict, keyOf } from './remedy.ts'

type Props = {
  conflicts: readonly Conflict[]
  canEdit: boolean
  /** Goes to the slot; without it the list stands where the slot is already in sight. */
  onShow?: (slotId: string) => void
}

/** What stands against a plan, the walls first, each with its ways out. Nothing is drawn where nothing does. */
export function ConflictList({ conflicts, canEdit, onShow }: Props) {
  const { t } = useTranslation('schedule')
  const [error, setError] = useState<unknown>(null)
  const stops = conflicts.filter(({ severity }) => severity === 'stop')
  const warns = conflicts.filter(({ severity }) => severity === 'warn')
  if (conflicts.length === 0 && error === null) return null
  return (
    <section aria-label={t('conflicts.title', { count: conflicts.length })}>
      {error !== null && <Refusal error={error} onClose={() => setError(null)} onError={setError} />}
      <ul className={css.list}>
        {[...stops, ...warns].map((conflict) => (
          <ConflictCard
            key={keyOf(conflict)}
            conflict={conflict}
            canEdit={canEdit}
            onError={setError}
            onShow={onShow}
          />
        ))}
      </ul>
    </section>
  )
}
