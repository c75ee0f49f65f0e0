import type { Conflict } from './remedy.ts'

/** Conflicts by the slots they are about; two that share time are both told. */
export function bySlot(conflicts: readonly Conflict[]): ReadonlyMap<string, Conflict[]> {
  const found = new Map<string, Conflict[]>()
  for (const conflict of conflicts) {
    const other = conflict.code === 'overlap' ? conflict.otherSlotId : null
    for (const id of [conflict.slotId, other])
      if (id !== null) found.set(id, [...(found.get(id) ?? []), conflict])
  }
  return found
}
