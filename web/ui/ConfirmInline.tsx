import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import css from './ConfirmInline.module.css'

type Props = {
  question: string
  /** The result, as a verb: "Thu hồi bản số 3". */
  confirm: string
  onConfirm: () => void
  onCancel: () => void
  busy?: boolean
}

/** Asks in place, only where nothing can be undone afterwards. */
export function ConfirmInline({ question, confirm, onConfirm, onCancel, busy = false }: Props) {
  const { t } = useTranslation('ui')
  return (
    <div className={css.confirm}>
      <span className="grow">{question}</span>
      <Button variant="default" size="row" className={css.yes ?? ''} onClick={onConfirm} loading={busy}>
        {confirm}
      </Button>
      <Button variant="subtle" size="row" onClick={onCancel} autoFocus>
        {t('keep')}
      </Button>
    </div>
  )
}
