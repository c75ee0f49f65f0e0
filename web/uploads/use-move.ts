import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pump } from './sender.ts'
import { titleFor } from './title.ts'
import { type Upload, useChange } from './uploads.api.ts'

/** Moves an upload in the queue by hand; `said` tells where it is now, for those who listen to the page. */
export function useMove(queue: readonly Upload[]) {
  const { t } = useTranslation('uploads')
  const change = useChange()
  const [said, setSaid] = useState('')
  const move = (id: string, by: number) => {
    const at = queue.findIndex((upload) => upload.id === id)
    const upload = queue[at]
    const position = Math.min(queue.length - 1, Math.max(0, at + by))
    if (!upload || position === at) return
    change.mutate(
      { id, position },
      {
        onSuccess: () => {
          setSaid(t('moved', { title: titleFor(upload), position: position + 1, total: queue.length }))
          pump()
        },
      },
    )
  }
  return { move, said }
}
