import { Outlet, useNavigate } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/Dialog.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import { usePerson } from '../ui/session.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { Header } from './Header.tsx'
import { Navigation } from './Navigation.tsx'
import { Notices } from './Notices.tsx'
import { placesFor } from './nav.ts'
import { Palette } from './Palette.tsx'
import css from './Shell.module.css'

const KeyHelp = lazy(() => import('../ui/KeyHelp.tsx').then((file) => ({ default: file.KeyHelp })))

/** Navigation at the left (a rail below 1200 px, a bar at the foot on phones), the header, and the page. */
export default function Shell({ Notice }: { Notice: ComponentType }) {
  const { t } = useTranslation('shell')
  const navigate = useNavigate()
  const person = usePerson()
  const [open, setOpen] = useState<'keys' | 'palette' | null>(null)
  const close = () => setOpen(null)
  useHotkeys({
    '?': () => setOpen('keys'),
    '/': () => setOpen('palette'),
    'Ctrl+k': () => setOpen('palette'),
    t: () => navigate({ to: '/' }),
  })
  if (!person) return null
  const places = placesFor(person.role)
  return (
    <div className={css.app}>
      <a className={css.skip} href="#content">
        {t('skip')}
      </a>
      <Navigation places={places} onKeys={() => setOpen('keys')} />
      <div className={css.column}>
        <Notices Further={Notice} />
        <Header onSearch={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
        <main id="content" className={css.content} tabIndex={-1}>
          <Suspense fallback={<Skeletons rows={8} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {open === 'keys' && (
        <Dialog title={t('keysTitle')} onClose={close} wide>
          <Suspense fallback={<Skeletons />}>
            <KeyHelp />
          </Suspense>
        </Dialog>
      )}
      {open === 'palette' && (
        <Dialog title={t('searchHint')} onClose={close}>
          <Palette places={places} onGone={close} />
        </Dialog>
      )}
    </div>
  )
}
