import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { phoneForReading } from '../../server/people/phone.rules.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { Chip } from '../ui/StatusChip.tsx'
import css from './People.module.css'
import type { Person } from './people.api.ts'

type Props = {
  people: readonly Person[]
  total: number
  /** Whose slips are to be printed. */
  picked: ReadonlySet<string>
  onPick: (picked: ReadonlySet<string>) => void
  selected: string | undefined
  onOpen: (id: string) => void
}

export function PeopleList({ people, total, picked, onPick, selected, onOpen }: Props) {
  const { t } = useTranslation(['people', 'common'])
  if (people.length === 0)
    return (
      <div className="card">
        <EmptyState title={t('nobody')}>{t('nobodyHint')}</EmptyState>
      </div>
    )
  const active = people.filter((person) => person.active)
  const allPicked = active.length > 0 && active.every((person) => picked.has(person.id))
  const toggle = (id: string) => {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    onPick(next)
  }
  return (
    <ListPanel
      title={t('accounts')}
      count={people.length === total ? total : t('shownOf', { shown: people.length, total })}
      aside={
        <Checkbox
          label={t('pickAll')}
          checked={allPicked}
          indeterminate={!allPicked && picked.size > 0}
          onChange={() => onPick(new Set(allPicked ? [] : active.map((person) => person.id)))}
        />
      }
    >
      <ul>
        {people.map((person) => (
          <DataRow
            key={person.id}
            title={person.name}
            note={[person.login, person.phone && phoneForReading(person.phone)].filter(Boolean).join(', ')}
            selected={selected === person.id}
            onOpen={() => onOpen(person.id)}
            lead={
              <span className={css.pick}>
                <Checkbox
                  aria-label={t('pick', { name: person.name })}
                  checked={picked.has(person.id)}
                  disabled={!person.active}
                  onChange={() => toggle(person.id)}
                />
              </span>
            }
            side={<State person={person} />}
          >
            {[
              t(`common:role.${person.role}`),
              person.unit.name,
              ...person.teams.map((team) => team.name),
            ].join(' · ')}
          </DataRow>
        ))}
      </ul>
    </ListPanel>
  )
}

function State({ person }: { person: Person }) {
  const { t } = useTranslation('people')
  if (!person.active)
    return (
      <Chip tone="neutral" icon="minus">
        {t('inactive')}
      </Chip>
    )
  if (!person.hasPassword)
    return (
      <Chip tone="warn" icon="key">
        {t('noPassword')}
      </Chip>
    )
  return null
}
