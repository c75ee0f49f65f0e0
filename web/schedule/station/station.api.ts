import { useMutation, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import type { AnswersByLink } from '../../../server/schedule/station/answers.schema.ts'
import { api, queryClient, unwrap } from '../../api.ts'

const channel = api.channels[':id']

const readAnswers = (id: string, days: string) =>
  unwrap(channel.answers.$get({ param: { id }, query: { days } }))

export function useAnswers(channelId: string | undefined, days: readonly string[]) {
  return useQuery({
    queryKey: ['slot', 'answers', channelId, days.join()],
    meta: { also: ['channel', 'work'] },
    queryFn: () => readAnswers(channelId ?? '', days.join()),
    enabled: channelId !== undefined && days.length > 0,
  })
}
export type Answered = Awaited<ReturnType<typeof readAnswers>>
export type AnsweredSlot = Answered['slots'][number]

const renew = () => queryClient.invalidateQueries({ queryKey: ['slot'] })

export type Said = InferRequestType<typeof channel.answers.$post>['json']
export function useAnswer(channelId: string) {
  return useMutation({
    mutationFn: (json: Said) => unwrap(channel.answers.$post({ param: { id: channelId }, json })),
    onSettled: renew,
  })
}

export const readPasted = (channelId: string, json: { from: string; text: string }) =>
  unwrap(channel.answers.read.$post({ param: { id: channelId }, json }))
export type ReadRow = Awaited<ReturnType<typeof readPasted>>['rows'][number]

export function useTakeTime() {
  return useMutation({
    mutationFn: (id: string) => unwrap(api.slots[':id']['take-station-time'].$post({ param: { id } })),
    onSettled: renew,
  })
}

export function useCreateLink(channelId: string) {
  return useMutation({
    mutationFn: (json: InferRequestType<typeof channel.links.$post>['json']) =>
      unwrap(channel.links.$post({ param: { id: channelId }, json })),
    onSettled: renew,
  })
}

export function useRevoke() {
  return useMutation({
    mutationFn: (id: string) => unwrap(api['schedule-links'][':id'].revoke.$post({ param: { id } })),
    onSettled: renew,
  })
}

const readSlip = (id: string, days: string) => unwrap(channel.slip.$get({ param: { id }, query: { days } }))
export function useSlip(channelId: string | undefined, days: string) {
  return useQuery({
    queryKey: ['slot', 'slip', channelId, days],
    meta: { also: ['channel'] },
    queryFn: () => readSlip(channelId ?? '', days),
    enabled: channelId !== undefined && days !== '',
  })
}
export type Slip = Awaited<ReturnType<typeof readSlip>>

const readPage = (token: string) => unwrap(api['schedule-answers'][':token'].$get({ param: { token } }))

/** What a link asks; needs nobody signed in. */
export function useAsked(token: string) {
  return useQuery({ queryKey: ['schedule-answers', token], queryFn: () => readPage(token) })
}
export type Asked = Awaited<ReturnType<typeof readPage>>

export function useAnswerByLink(token: string) {
  return useMutation({
    mutationFn: (json: AnswersByLink) =>
      unwrap(api['schedule-answers'][':token'].$post({ param: { token }, json })),
    onSuccess: (page) => queryClient.setQueryData(['schedule-answers', token], page),
  })
}
