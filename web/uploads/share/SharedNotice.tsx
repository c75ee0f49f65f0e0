import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useMay, usePerson } from '../../ui/session.ts'
import { useHere } from './here.ts'
import { receiveShares, useHeld } from './sharing.ts'

/** On every page: what was shared with this device and belongs nowhere yet. Whoever may upload receives shares. */
export function SharedNotice() {
  const { t } = useTranslation('share')
  const mayUpload = useMay('uploads.write')
  const isHere = useRouterState({ select: ({ location }) => location.pathname === '/chia-se' })
  const person = usePerson()
  const uploader = mayUpload ? person?.id : undefined
  // What somebody shares who may not upload it waits for one who may.
  useHere(person && (uploader ?? null))
  useEffect(() => (uploader ? receiveShares(uploader) : undefined), [uploader])
  const held = useHeld(uploader).data?.files ?? []
  const count = held.filter(({ belongs }) => !belongs).length
  if (count === 0 || isHere) return null
  return (
    <Notice tone="demo">
      <Icon name="up" size={16} />
      <span>
        {t('waiting', { count })}{' '}
        <Link className="link" to="/chia-se">
          {t('choose')}
        </Link>
      </span>
    </Notice>
  )
}
