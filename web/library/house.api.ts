import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient, unwrap } from '../api.ts'

const house = api.versions[':id'].house
const houseKey = (versionId: string) => ['version', versionId, 'house']

/** The file that airs, for a version that may. */
export function useHouse(versionId: string, wanted: boolean) {
  return useQuery({
    queryKey: houseKey(versionId),
    meta: { also: ['work', 'job'] },
    enabled: wanted,
    queryFn: () => unwrap(house.$get({ param: { id: versionId } })),
  })
}
export type HouseFile = NonNullable<NonNullable<ReturnType<typeof useHouse>['data']>['file']>

export const useMakeHouse = () =>
  useMutation({
    mutationFn: (versionId: string) => unwrap(house.$post({ param: { id: versionId } })),
    onSettled: (_, __, versionId) => queryClient.invalidateQueries({ queryKey: houseKey(versionId) }),
  })
