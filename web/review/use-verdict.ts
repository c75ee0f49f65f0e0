import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from '../ui/toasts.ts'
import { readDraft, writeDraft } from './draft.ts'
import { type Room, type Use, useAttach, useDecide, type Verdict } from './review.api.ts'

interface VerdictDraft {
  verdict: Verdict | null
  uses: Use[]
  reason: string
  listener: string
}

export interface Verdicting {
  draft: VerdictDraft
  set(change: Partial<VerdictDraft>): void
  file: File | undefined
  setFile(file: File | undefined): void
  /** What must still be said before it can be signed. */
  missing: 'verdict' | 'uses' | 'reason' | 'listener' | undefined
  /** What the button will have done: "Ký duyệt cho truyền hình". */
  result: string
  sign(): void
  busy: boolean
  error: unknown
}

/** The content's mark as people compare it by eye: 7F3A 91C2. */
export const checkCode = (contentId: string, groups = 2) =>
  Array.from({ length: groups }, (_, i) => contentId.slice(i * 4, i * 4 + 4).toUpperCase()).join(' ')

export const usesInWords = (t: TFunction<'review'>, uses: readonly Use[]) =>
  uses.map((use) => t(`useInWords.${use}`)).join(` ${t('and')} `)

/** One's verdict while it is being written: kept by the browser until it is signed. */
export function useVerdict(room: Room): Verdicting {
  const { t } = useTranslation('review')
  const { version, script, needsListener } = room
  const key = `reason.${version.contentId}`
  const [draft, setDraft] = useState<VerdictDraft>(() => ({
    verdict: null,
    uses: version.submittedUses,
    reason: readDraft(key),
    listener: version.listener ?? '',
  }))
  const [file, setFile] = useState<File>()
  const decide = useDecide(version.id)
  const attach = useAttach()
  useEffect(() => writeDraft(key, draft.reason), [key, draft.reason])

  const { verdict, uses, reason, listener } = draft
  const missing = !verdict
    ? 'verdict'
    : verdict === 'approved' && uses.length === 0
      ? 'uses'
      : !reason.trim()
        ? 'reason'
        : verdict === 'approved' && needsListener && !listener.trim()
          ? 'listener'
          : undefined
  const sign = () => {
    if (!verdict || missing) return
    decide.mutate(
      {
        verdict,
        uses,
        reason,
        listener: needsListener ? listener : undefined,
        contentId: version.contentId,
        scriptRevision: script?.revision ?? null,
      },
      {
        onSuccess: ({ id }) => {
          writeDraft(key, '')
          toast(t(`decide.done.${verdict}`, { title: version.workTitle }))
          if (file) attach.mutate({ approvalId: id, file })
        },
      },
    )
  }
  return {
    draft,
    set: (change) => setDraft((before) => ({ ...before, ...change })),
    file,
    setFile,
    missing,
    result: t(`decide.sign.${verdict ?? 'none'}`, { uses: usesInWords(t, uses) }),
    sign,
    busy: decide.isPending || attach.isPending,
    error: decide.error ?? attach.error,
  }
}
