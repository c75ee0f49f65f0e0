import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { toast } from '../ui/toasts.ts'
import css from './People.module.css'
import { Problem } from './Problem.tsx'
import { type Team, usePeople, useSaveTeam, useServable, useTeams, useUnits } from './people.api.ts'

/** A team by its id, or a new one for `moi`. */
export function TeamDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('people')
  const teams = useTeams()
  const places = useServable(undefined)
  const team = teams.data?.find((known) => known.id === id)
  return (
    <Drawer title={team?.name ?? t('teams.add')} onClose={onClose}>
      <Loaded query={places}>
        {(list) =>
          (id === 'moi' || team) && (
            <TeamForm
              team={team}
              places={list}
              served={list
                .filter((place) => place.teams.some((serving) => serving.id === id))
                .map((place) => place.id)}
              onClose={onClose}
            />
          )
        }
      </Loaded>
    </Drawer>
  )
}

type FormProps = {
  team: Team | undefined
  places: readonly { id: string; name: string }[]
  served: string[]
  onClose: () => void
}

function TeamForm({ team, places, served, onClose }: FormProps) {
  const { t } = useTranslation('people')
  const people = usePeople().data ?? []
  const units = useUnits().data ?? []
  const save = useSaveTeam()
  const [name, setName] = useState(team?.name ?? '')
  const [unitId, setUnitId] = useState(team?.unit.id ?? '')
  const [personIds, setPersonIds] = useState(team?.members.map((member) => member.id) ?? [])
  const [areaIds, setAreaIds] = useState(served)
  const [tried, setTried] = useState(false)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim().length < 2 || !unitId) return
    const servesChanged = areaIds.toSorted().join() !== served.toSorted().join()
    save.mutate(
      { ...(team ? { id: team.id } : {}), name: name.trim(), unitId, personIds, areaIds, servesChanged },
      {
        onSuccess: () => {
          toast(t('saved', { name }))
          onClose()
        },
      },
    )
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {!team && (
        <>
          <TextInput
            label={t('teams.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={tried && name.trim().length < 2 && t('teams.needName')}
          />
          <Select
            label={t('form.unit')}
            searchable
            data={units.map((unit) => ({ value: unit.id, label: unit.name }))}
            value={unitId || null}
            onChange={(chosen) => setUnitId(chosen ?? '')}
            error={tried && !unitId && t('form.needUnit')}
          />
        </>
      )}
      <MultiSelect
        label={t('teams.who')}
        searchable
        data={people
          .filter((person) => person.role === 'film_team' && (person.active || personIds.includes(person.id)))
          .map((person) => ({ value: person.id, label: person.name }))}
        value={personIds}
        onChange={setPersonIds}
        nothingFoundMessage={t('teams.nobody')}
      />
      <MultiSelect
        label={t('teams.where')}
        description={t('teams.whereHint')}
        searchable
        data={places.map((place) => ({ value: place.id, label: place.name }))}
        value={areaIds}
        onChange={setAreaIds}
      />
      <Button type="submit" loading={save.isPending}>
        {t(team ? 'form.save' : 'teams.add')}
      </Button>
      <Problem error={save.error} />
    </form>
  )
}
