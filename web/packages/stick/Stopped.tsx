import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { bytes } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { Paths } from './Paths.tsx'
import css from './Stick.module.css'
import type { Trouble } from './trouble.ts'

type Props = { trouble: Trouble; onAgain: () => void; onOther: () => void }

/** Why it went no further, and what to do about it. */
export function Stopped({ trouble, onAgain, onOther }: Props) {
  const { t } = useTranslation('sticks')
  return (
    <div className={css.stopped} role="alert" data-calm={trouble.kind === 'stopped' || undefined}>
      <p className={css.said}>
        <Icon name={trouble.kind === 'stopped' ? 'pause' : 'stop'} size={24} />
        <b>{t(`trouble.${trouble.kind}`)}</b>
      </p>
      {trouble.kind === 'full' && (
        <p>{t('room', { needed: bytes(trouble.neededBytes), free: bytes(trouble.freeBytes) })}</p>
      )}
      {trouble.kind === 'misread' && <p className="num">{trouble.path}</p>}
      {trouble.kind === 'refused' && <p>{trouble.message}</p>}
      {trouble.kind === 'taken' && <Paths paths={trouble.paths} />}
      <p>{t(`way.${trouble.kind}`)}</p>
      <div className={css.actions}>
        {trouble.kind !== 'gone' && <Button onClick={onAgain}>{t('again')}</Button>}
        <Button variant="default" onClick={onOther}>
          {t(trouble.kind === 'gone' ? 'pickAgain' : 'other')}
        </Button>
      </div>
    </div>
  )
}
