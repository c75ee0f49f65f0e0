import { Button, Select, TextInput } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roles } from '../../server/http/permissions.rules.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { WithDrawer } from '../ui/Drawer.tsx'
import { fold } from '../ui/fold.ts'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import css from './People.module.css'
import { PeopleList } from './PeopleList.tsx'
import { AddPersonDrawer, PersonDrawer } from './PersonDrawer.tsx'
import { type Person, usePeople } from './people.api.ts'
import { TeamDrawer } from './TeamDrawer.tsx'
import { TeamsPanel } from './TeamsPanel.tsx'

const isFound = (person: Person, needle: string) =>
  [person.name, person.login, person.phone ?? '', person.unit.name].some((text) =>
    fold(text).includes(needle),
  )

/** Everybody with an account: one by one, or from a pasted table; codes and slips to sign in with. */
export default function PeoplePage() {
  const { t } = useTranslation(['people', 'common'])
  const navigate = useNavigate()
  // What is open stands in the address: `them`, a person's id, or `doi` with a team's id or `moi`.
  const { xem, doi } = useSearch({ strict: false })
  const [typed, setTyped] = useState('')
  const [role, setRole] = useState<string | null>(null)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [pasting, setPasting] = useState(false)
  const people = usePeople()
  const open = (search: { xem?: string; doi?: string }) =>
    navigate({ to: '/nguoi-dung', search, replace: true })

  const opened = people.data?.find((person) => person.id === xem)
  const drawer =
    xem === 'them' ? (
      <AddPersonDrawer onClose={() => open({})} onAdded={(id) => open({ xem: id })} />
    ) : opened ? (
      <PersonDrawer key={opened.id} person={opened} onClose={() => open({})} />
    ) : doi ? (
      <TeamDrawer key={doi} id={doi} onClose={() => open({})} />
    ) : null

  return (
    <WithDrawer drawer={drawer}>
      <PageHeader title={t('title')} />
      <Toolbar
        left={
          <>
            <TextInput
              type="search"
              aria-label={t('search')}
              placeholder={t('searchHint')}
              leftSection={<Icon name="search" size={17} />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              className={css.search ?? ''}
            />
            <Select
              aria-label={t('byRole')}
              placeholder={t('everyRole')}
              clearable
              clearButtonProps={{ 'aria-label': t('everyRole') }}
              data={roles.map((value) => ({ value, label: t(`common:role.${value}`) }))}
              value={role}
              onChange={setRole}
              className={css.role ?? ''}
            />
          </>
        }
      >
        <SlipsButton picked={picked} />
        <Button variant="default" onClick={() => setPasting(true)}>
          {t('paste.open')}
        </Button>
        <Button leftSection={<Icon name="plus" size={17} />} onClick={() => open({ xem: 'them' })}>
          {t('addOne')}
        </Button>
      </Toolbar>
      <PageBody>
        <Loaded query={people}>
          {(all) => (
            <PeopleList
              people={all.filter(
                (person) => (!role || person.role === role) && isFound(person, fold(typed.trim())),
              )}
              total={all.length}
              picked={picked}
              onPick={setPicked}
              selected={xem}
              onOpen={(id) => open({ xem: id })}
            />
          )}
        </Loaded>
        <TeamsPanel selected={doi} onOpen={(id) => open({ doi: id })} />
      </PageBody>
      {pasting && <PasteDialog onClose={() => setPasting(false)} />}
    </WithDrawer>
  )
}

function SlipsButton({ picked }: { picked: ReadonlySet<string> }) {
  const { t } = useTranslation('people')
  if (picked.size === 0)
    return (
      <ActionButton variant="default" blocked={t('slips.pickFirst')}>
        {t('slips.print')}
      </ActionButton>
    )
  return (
    <Button
      variant="default"
      renderRoot={(props) => (
        <Link {...props} to="/nguoi-dung/phieu" search={{ ai: [...picked].join('.') }} />
      )}
    >
      {t('slips.printFor', { count: picked.size })}
    </Button>
  )
}
