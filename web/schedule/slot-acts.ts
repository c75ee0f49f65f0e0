import { timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { placeSlot, removeSlots, type Slot } from './schedule.api.ts'
import { offerUndo, remember } from './undo.ts'

/** Takes a slot out; for half a minute the toast, and Ctrl+Z for longer, puts it back with its repeats. */
export async function removeWithUndo(slot: Slot, words: string): Promise<void> {
  const [removed] = await removeSlots([slot.id])
  if (!removed) return
  offerUndo(words, () => placeSlot(removed))
}

/** The same again, right behind itself. */
export async function duplicate(slot: Slot) {
  const laid = await placeSlot({
    channelId: slot.channelId,
    day: slot.day,
    start: timeOfDay(new Date(Math.ceil(Date.parse(slot.endsAt) / 1000) * 1000).toISOString()),
    durationMs: slot.durationMs,
    kind: slot.kind,
    workId: slot.workId,
    versionId: slot.versionId,
    title: slot.ownTitle,
    language: slot.language,
    run: slot.run,
    firstSlotId: slot.firstSlotId,
    note: slot.note,
  })
  remember(() => removeSlots([laid.id]))
  return laid
}
