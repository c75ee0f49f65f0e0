import type { TFunction } from 'i18next'
import type { Slot } from './schedule.api.ts'
import { amend, offerLatest } from './undo.ts'

/** Takes slots out; a notice, and Ctrl+Z for longer, puts them back with their repeats. */
export async function removeWithUndo(t: TFunction<'schedule'>, slots: readonly Slot[]): Promise<void> {
  const [first] = slots
  if (!first) return
  const words =
    slots.length === 1
      ? t('did.remove', { title: first.title })
      : t('did.removeMany', { count: slots.length })
  await amend(
    first.channelId,
    words,
    slots.map(({ id, revision }) => ({ do: 'remove', id, revision })),
  )
  offerLatest(words)
}

/** The same again at another place. */
export const duplicate = (t: TFunction<'schedule'>, slot: Slot, at: { day: string; start: string }) =>
  layAgain(t('did.duplicate', { title: slot.title }), slot, { ...at, firstSlotId: slot.firstSlotId })

/** Another run of the same, tied to the first. */
export const repeat = (t: TFunction<'schedule'>, slot: Slot, at: { day: string; start: string }) =>
  layAgain(t('did.repeat', { title: slot.title }), slot, { ...at, firstSlotId: slot.id })

async function layAgain(
  words: string,
  slot: Slot,
  at: { day: string; start: string; firstSlotId: string | null },
) {
  const { slots } = await amend(slot.channelId, words, [
    {
      do: 'place',
      ...at,
      durationMs: slot.durationMs,
      kind: slot.kind,
      workId: slot.workId,
      versionId: slot.versionId,
      title: slot.ownTitle,
      language: slot.language,
      run: slot.run,
      note: slot.note,
    },
  ])
  return slots[0]
}
