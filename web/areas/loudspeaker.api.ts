import { useQuery } from '@tanstack/react-query'
import type {
  Limits,
  LoudspeakerRule,
  NewLoudspeakerRule,
} from '../../server/areas/loudspeaker/limits.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'

export type { Limits, LoudspeakerRule }
export type RuleDraft = NewLoudspeakerRule

export function useLoudspeakerRules() {
  return useQuery({
    queryKey: ['area', 'loudspeaker'],
    queryFn: async () => (await unwrap(api['loudspeaker-rules'].$get({ query: {} }))).rules,
  })
}

const renew = () =>
  Promise.all(['area', 'playlist'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })))

export async function saveRule(
  known: { id: string; revision: number } | undefined,
  { areaId, ...draft }: RuleDraft,
): Promise<LoudspeakerRule> {
  const saved = known
    ? await unwrap(
        api['loudspeaker-rules'][':id'].$put({
          param: { id: known.id },
          json: { ...draft, revision: known.revision },
        }),
      )
    : await unwrap(api['loudspeaker-rules'].$post({ json: { areaId, ...draft } }))
  await renew()
  return saved
}

export async function withdrawRule(id: string): Promise<void> {
  await unwrap(api['loudspeaker-rules'][':id'].$delete({ param: { id } }))
  await renew()
}

export const draftOf = ({ area, validFrom, validTo, document, limits }: LoudspeakerRule): RuleDraft => ({
  areaId: area.id,
  validFrom,
  validTo,
  document,
  limits,
})
