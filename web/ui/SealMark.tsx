import { useTranslation } from 'react-i18next'
import { Icon } from './icons.tsx'
import css from './SealMark.module.css'

/** The seal at a corner: gold when approved, a dashed ring when not yet. Say it in words somewhere near. */
export function SealMark({ approved, size = 18 }: { approved: boolean; size?: number }) {
  const { t } = useTranslation('ui')
  return (
    <Icon
      name={approved ? 'seal' : 'dash'}
      size={size}
      label={t(approved ? 'status.approved' : 'notApproved')}
      className={approved ? css.approved : css.pending}
    />
  )
}
