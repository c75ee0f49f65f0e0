import { useMutation, useQuery } from '@tanstack/react-query'
import type { NewPerson, PersonChange } from '../../server/people/people.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'

export function usePeople() {
  return useQuery({
    queryKey: ['person', 'list'],
    queryFn: async () => (await unwrap(api.people.$get())).people,
    meta: { also: ['unit', 'team'] },
  })
}
export type Person = NonNullable<ReturnType<typeof usePeople>['data']>[number]

export function useUnits() {
  return useQuery({
    queryKey: ['unit', 'list'],
    queryFn: async () => (await unwrap(api.units.$get())).units,
    staleTime: 60_000,
  })
}

export function useTeams() {
  return useQuery({
    queryKey: ['team', 'list'],
    queryFn: async () => (await unwrap(api.teams.$get())).teams,
    meta: { also: ['person', 'unit'] },
  })
}
export type Team = NonNullable<ReturnType<typeof useTeams>['data']>[number]

/** The districts of a day, or its units where there are no districts any more, with who serves them. */
export function useServable(at: string | undefined) {
  return useQuery({
    queryKey: ['area', 'servable', at],
    queryFn: async () => {
      const { areas } = await unwrap(api.areas.$get({ query: at ? { at } : {} }))
      const districts = areas.filter((area) => area.level === 'district')
      return districts.length > 0 ? districts : areas.filter((area) => area.level === 'unit')
    },
    meta: { also: ['team'] },
  })
}

// The live stream says the same to every other browser; this one need not wait for it.
const renew = (...subjects: string[]) =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => subjects.includes(String(queryKey[0])) })

/** `newUnit` names a unit that is not there yet; it is made first. */
type WithNewUnit = { newUnit?: string | undefined }

async function unitFor(unitId: string | undefined, newUnit: string | undefined): Promise<string | undefined> {
  if (!newUnit) return unitId
  return (await unwrap(api.units.$post({ json: { name: newUnit } }))).id
}

export function useAddPerson() {
  return useMutation({
    mutationFn: async ({ newUnit, ...person }: NewPerson & WithNewUnit) => {
      const unitId = (await unitFor(person.unitId, newUnit)) ?? ''
      return unwrap(api.people.$post({ json: { ...person, unitId } }))
    },
    onSettled: () => renew('person', 'unit'),
  })
}

export function useChangePerson(id: string) {
  return useMutation({
    mutationFn: async ({ newUnit, ...change }: PersonChange & WithNewUnit) => {
      const unitId = await unitFor(change.unitId, newUnit)
      const json = { ...change, ...(unitId ? { unitId } : {}) }
      return unwrap(api.people[':id'].$patch({ param: { id }, json }))
    },
    onSettled: () => renew('person', 'unit', 'session'),
  })
}

export const makeCode = (id: string) => unwrap(api.people[':id'].code.$post({ param: { id } }))
export type Slip = Awaited<ReturnType<typeof makeCode>>

export function useMakeCode(id: string) {
  return useMutation({ mutationFn: () => makeCode(id) })
}

export function usePastePreview(text: string) {
  return useQuery({
    queryKey: ['person', 'paste', text],
    queryFn: async () => (await unwrap(api.people.paste.$post({ json: { text, addUnits: false } }))).rows,
    enabled: text.trim() !== '',
    placeholderData: (before) => before,
  })
}
export type PreviewRow = NonNullable<ReturnType<typeof usePastePreview>['data']>[number]

export function useApplyPaste() {
  return useMutation({
    mutationFn: (json: { text: string; addUnits: boolean }) => unwrap(api.people.paste.apply.$post({ json })),
    onSettled: () => renew('person', 'unit'),
  })
}

export function useSaveTeam() {
  return useMutation({
    mutationFn: async (team: TeamInput) => {
      const id =
        team.id ?? (await unwrap(api.teams.$post({ json: { name: team.name, unitId: team.unitId } }))).id
      await unwrap(api.teams[':id'].members.$put({ param: { id }, json: { personIds: team.personIds } }))
      const targets = team.areaIds.map((areaId) => ({ kind: 'area' as const, id: areaId }))
      if (team.servesChanged) await unwrap(api.teams[':id'].serves.$put({ param: { id }, json: { targets } }))
    },
    onSettled: () => renew('team', 'person', 'area'),
  })
}
interface TeamInput {
  /** Absent for a new team. */
  id?: string
  name: string
  unitId: string
  personIds: string[]
  areaIds: string[]
  servesChanged: boolean
}
