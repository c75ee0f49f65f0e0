import { useTranslation } from 'react-i18next'
import { creditRoles } from '../../server/library/acts.rules.ts'
import { toast } from '../ui/toasts.ts'
import type { ActDraft } from './act-drafts.ts'
import { takeActsBack, useCutActs, type Version } from './library.api.ts'

/** Makes acts of drafts, all or none, and offers to take them back together. */
export function useMakeActs(workId: string, version: Version) {
  const { t } = useTranslation('library')
  const cut = useCutActs()
  const startMs = version.inMs ?? 0
  const make = (drafts: readonly Omit<ActDraft, 'id'>[], done: () => void, undone?: () => void) =>
    cut.mutate(
      {
        id: workId,
        sourceVersionId: version.id,
        acts: drafts.map(({ title, inMs, outMs, credits }) => ({
          title: title.trim(),
          inMs: startMs + inMs,
          outMs: startMs + outMs,
          credits: credits.map(({ kind, name }) => ({ role: creditRoles[kind], name })),
        })),
      },
      {
        onSuccess: ({ acts }) => {
          done()
          toast(t('acts.made', { count: acts.length }), {
            undo: () => takeActsBack(workId, acts).then(undone, (refusal: Error) => toast(refusal.message)),
          })
        },
      },
    )
  return { make, pending: cut.isPending, error: cut.error }
}
