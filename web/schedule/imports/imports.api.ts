import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { api, unwrap } from '../../api.ts'

const ask = api.channels[':id']['import-preview'].$post
export type PreviewAsk = InferRequestType<typeof ask>['json']

/** What the rows would do to the draft as it now stands; read again whenever it changes. */
export function usePreview(channelId: string, json: PreviewAsk) {
  return useQuery({
    queryKey: ['slot', 'import', channelId, json],
    meta: { also: ['work', 'version'] },
    queryFn: () => unwrap(ask({ param: { id: channelId }, json })),
    enabled: json.rows.length > 0,
    placeholderData: keepPreviousData,
  })
}
export type Preview = NonNullable<ReturnType<typeof usePreview>['data']>
export type PreviewRow = Preview['rows'][number]
