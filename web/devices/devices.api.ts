import { useMutation, useQuery } from '@tanstack/react-query'
import type { FileAnswer } from '../../server/field/logs/events.schema.ts'
import { api, queryClient, request, unwrap } from '../api.ts'

export function useDevices() {
  return useQuery({
    queryKey: ['device', 'list'],
    meta: { also: ['team'] },
    queryFn: () => unwrap(api.devices.$get()),
  })
}
export type Device = NonNullable<ReturnType<typeof useDevices>['data']>['devices'][number]
export type WaitingCode = NonNullable<ReturnType<typeof useDevices>['data']>['codes'][number]

export const useSetSilence = () =>
  useMutation({
    mutationFn: (days: number) => unwrap(api.devices.silence.$put({ json: { days } })),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['device'] }),
        queryClient.invalidateQueries({ queryKey: ['coverage', 'silent'] }),
      ]),
  })

/** How far each device's log is held at the office. */
export function useDeviceLogs() {
  return useQuery({
    queryKey: ['device_log', 'list'],
    queryFn: async () => (await unwrap(api['device-logs'].$get())).logs,
  })
}
export type DeviceLog = NonNullable<ReturnType<typeof useDeviceLogs>['data']>[number]

export function useQuarantine(deviceId: string) {
  return useQuery({
    queryKey: ['device_log', deviceId, 'quarantine'],
    queryFn: async () =>
      (await unwrap(api['device-logs'][':id'].quarantine.$get({ param: { id: deviceId } }))).events,
  })
}
export type QuarantinedEvent = NonNullable<ReturnType<typeof useQuarantine>['data']>[number]

/** Teams that can be given a device, which for a film team are its own: the server decides. */
export function useTeams() {
  return useQuery({
    queryKey: ['team', 'list'],
    queryFn: async () => (await unwrap(api.teams.$get())).teams,
  })
}

const renew = () =>
  Promise.all(['device', 'device_log'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })))

export const useMakeCode = () =>
  useMutation({
    mutationFn: (json: { teamId: string; name: string }) => unwrap(api.devices.codes.$post({ json })),
    onSuccess: renew,
  })

export const useDropCode = () =>
  useMutation({
    mutationFn: (id: string) => unwrap(api.devices.codes[':id'].$delete({ param: { id } })),
    onSuccess: renew,
  })

export const useRevoke = (id: string) =>
  useMutation({
    mutationFn: (reason: string) =>
      unwrap(api.devices[':id'].revoke.$post({ param: { id }, json: { reason } })),
    onSuccess: renew,
  })

export const useRelease = (id: string) =>
  useMutation({
    mutationFn: (json: { reason: string; upTo?: number }) =>
      unwrap(api['device-logs'][':id'].release.$post({ param: { id }, json })),
    onSuccess: renew,
  })

/** A log in somebody's hand; the same file any number of times. */
export const useImportLog = () =>
  useMutation({
    mutationFn: async (file: File): Promise<FileAnswer> =>
      (
        await request('/api/logs/file', {
          method: 'POST',
          headers: { 'content-type': 'application/x-ndjson' },
          body: file,
        })
      ).json(),
    onSuccess: renew,
  })
