import { Button, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToday } from '../ui/clock.ts'
import { WithDrawer } from '../ui/Drawer.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fold } from '../ui/fold.ts'
import { date } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { PhoneLink } from '../ui/PhoneLink.tsx'
import { useMay } from '../ui/session.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { AddHamlet } from './AddHamlet.tsx'
import { Ended } from './Ended.tsx'
import { HamletDrawer } from './HamletDrawer.tsx'
import css from './Hamlets.module.css'
import { type Hamlet, useHamlets } from './hamlets.api.ts'

/** A province has well over a thousand: the rest is found by its name. */
const SHOWN = 100

/** The hamlets that teams go to: by name of today or of yesterday, whom to call there, and what becomes of them. */
export default function HamletsPage() {
  const { t } = useTranslation('hamlets')
  const { xem } = useSearch({ strict: false })
  const navigate = useNavigate()
  const show = (id: string | undefined) => navigate({ to: '/xom', search: { xem: id }, replace: true })
  const today = useToday().data?.date ?? ''
  const mayEdit = useMay('trips.edit')
  const [typed, setTyped] = useState('')
  const query = useHamlets(today)
  const chosen = query.data?.hamlets.find(({ id }) => id === xem)
  const close = () => show(undefined)
  useHotkeys({ n: () => show('moi') }, mayEdit)
  const add = mayEdit && (
    <Button leftSection={<Icon name="plus" size={17} />} onClick={() => show('moi')}>
      {t('add')}
    </Button>
  )
  return (
    <WithDrawer
      drawer={
        xem === 'moi' && mayEdit ? (
          <AddHamlet today={today} onClose={close} />
        ) : chosen ? (
          <HamletDrawer key={chosen.id} hamlet={chosen} today={today} onOpen={show} onClose={close} />
        ) : null
      }
    >
      <PageHeader title={t('title')} trail={{ label: t('trips'), to: '/chuyen-di' }} />
      <Toolbar
        left={
          <TextInput
            type="search"
            className={css.find}
            aria-label={t('find')}
            placeholder={t('find')}
            leftSection={<Icon name="search" size={17} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        }
      >
        {add}
      </Toolbar>
      <PageBody wide>
        <Loaded query={query}>
          {({ hamlets, ended }) => {
            const found = hamlets.filter((one) => fits(one, typed))
            return (
              <>
                {hamlets.length === 0 ? (
                  <div className="card">
                    <EmptyState title={t('none')} actions={add}>
                      {t('noneHint')}
                    </EmptyState>
                  </div>
                ) : (
                  <ListPanel
                    title={t('list')}
                    count={found.length}
                    foot={found.length > SHOWN && t('more', { count: found.length - SHOWN })}
                  >
                    {found.length === 0 && <EmptyState title={t('noneFound')} />}
                    <ul>
                      {found.slice(0, SHOWN).map((one) => (
                        <Row key={one.id} hamlet={one} selected={one.id === xem} onOpen={show} />
                      ))}
                    </ul>
                  </ListPanel>
                )}
                <Ended ended={ended.filter((one) => fold(one.name).includes(fold(typed)))} onOpen={show} />
              </>
            )
          }}
        </Loaded>
      </PageBody>
    </WithDrawer>
  )
}

/** By its name, by one it had before, or by its commune. */
const fits = ({ name, formerNames, area }: Hamlet, typed: string) =>
  [name, ...formerNames, area.name].some((one) => fold(one).includes(fold(typed)))

type RowProps = { hamlet: Hamlet; selected: boolean; onOpen: (id: string) => void }

function Row({ hamlet, selected, onOpen }: RowProps) {
  const { t } = useTranslation('hamlets')
  const { id, name, area, headName, headPhone, formerNames, lastServed } = hamlet
  return (
    <DataRow
      title={name}
      note={area.name}
      selected={selected}
      onOpen={() => onOpen(id)}
      side={
        <span className="num">
          {lastServed ? t('servedLast', { day: date(lastServed) }) : t('neverServed')}
        </span>
      }
    >
      {headName || t('noHead')} <PhoneLink phone={headPhone} />{' '}
      {formerNames.length > 0 && t('formerly', { names: formerNames.join(', ') })}
    </DataRow>
  )
}
