import { useTranslation } from 'react-i18next'
import type { TimelineMark } from '../ui/Timeline.tsx'
import { changeIcons } from './ChangeRow.tsx'
import { useChanges } from './changes.api.ts'

/** What became different since the version before, as marks for the timeline. */
export function useChangeMarks(versionId: string): TimelineMark[] {
  const { t } = useTranslation('changes')
  const found = useChanges(versionId)
  return (found.data?.changes ?? []).map(({ kind, fromMs, toMs }) => ({
    id: `${kind} ${fromMs}`,
    atMs: fromMs,
    toMs,
    label: t(`kind.${kind}`),
    icon: changeIcons[kind],
    tone: 'busy',
  }))
}
