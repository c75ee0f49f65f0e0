import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import css from './Conflicts.module.css'
import { apply, type Conflict, type Remedy } from './remedy.ts'

type Props = {
  conflict: Conflict
  canEdit: boolean
  onError: (error: unknown) => void
  onShow?: ((slotId: string) => void) | undefined
}

/** One thing that stands against the plan: the sentence, and the clicks that end it. */
export function ConflictCard({ conflict, canEdit, onError, onShow }: Props) {
  const { t } = useTranslation('schedule')
  const [busy, setBusy] = useState(false)
  const stops = conflict.severity === 'stop'
  const { slotId } = conflict
  const press = async (remedy: Remedy) => {
    setBusy(true)
    try {
      await apply(conflict, remedy)
    } catch (refusal) {
      onError(refusal)
    } finally {
      setBusy(false)
    }
  }
  return (
    <li className={css.card} data-stop={stops || undefined}>
      <Icon name={stops ? 'stop' : 'warn'} size={18} />
      <div className={css.body}>
        <p>
          <span className="sr-only">{t(stops ? 'conflicts.stop' : 'conflicts.warn')}: </span>
          {conflict.sentence}
        </p>
        <div className={css.acts}>
          {canEdit &&
            conflict.remedies.map((remedy) => (
              <Button
                key={remedy.code}
                variant="default"
                size="compact-sm"
                className={css.act}
                disabled={busy}
                onClick={() => press(remedy)}
              >
                {remedy.label}
              </Button>
            ))}
          {onShow && slotId !== null && (
            <Button variant="subtle" size="compact-sm" className={css.act} onClick={() => onShow(slotId)}>
              {t('conflicts.show')}
            </Button>
          )}
        </div>
      </div>
    </li>
  )
}
