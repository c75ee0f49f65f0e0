import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { layFillings, type Proposal } from '../templates/plans.api.ts'
import { layInTurn } from '../undo.ts'

/** Lays proposals as one step that can be taken back; what was refused is kept to be shown, and the proposals are read anew. */
export function useLay(channelId: string, onLaid: () => void, readAnew: () => Promise<unknown>) {
  const { t } = useTranslation('plans')
  const [error, setError] = useState<unknown>(null)
  const lay = async (proposals: readonly Proposal[]) => {
    try {
      await layInTurn(
        channelId,
        () => layFillings(channelId, proposals),
        (count) => t('fill.done', { count }),
      )
      onLaid()
    } catch (refusal) {
      setError(refusal)
      await readAnew()
    }
  }
  return { lay, error }
}
