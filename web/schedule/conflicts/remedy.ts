import { queryClient } from '../../api.ts'
import { editChannel, publish, type SlotChange, takeBack, type Week } from '../schedule.api.ts'
import { amend, offerLatest, offerUndo, remember } from '../undo.ts'

export type Conflict = Week['days'][number]['conflicts'][number]
export type Remedy = Conflict['remedies'][number]

type ChannelEdit = Parameters<typeof editChannel>[1]
type Publishing = Parameters<typeof publish>[1]

/** Makes the call that a remedy names, and offers to take it back. */
export async function apply({ channelId }: Conflict, { label, action, undo }: Remedy): Promise<void> {
  // The server made the body by the schema of the very route it names.
  if (action.path === '/slots/amend') {
    await amend(channelId, label, action.body.changes as SlotChange[])
    offerLatest(label)
  } else if (action.method === 'PATCH') {
    const edit = (body: Remedy['action']['body']) => editChannel(channelId, body as ChannelEdit)
    await edit(action.body)
    if (undo)
      remember(
        label,
        () => edit(undo.body),
        () => edit(action.body),
      )
  } else {
    const { leaving } = await publish(channelId, action.body as Publishing)
    if (leaving) offerUndo(label, () => takeBack(leaving.jobId), true)
  }
}

/** What stands against a slot, in the weeks that the page knows. */
export function conflictsOfSlot(id: string): Conflict[] {
  const weeks = queryClient.getQueriesData<Week>({ queryKey: ['slot', 'week'] })
  const found = weeks.flatMap(([, week]) => week?.days.flatMap((day) => day.conflicts) ?? [])
  const own = found.filter(({ slotId, otherSlotId }) => slotId === id || otherSlotId === id)
  return [...new Map(own.map((conflict) => [keyOf(conflict), conflict])).values()]
}

export const keyOf = ({ code, day, slotId, otherSlotId, values }: Conflict) =>
  [code, slotId ?? day, otherSlotId, values.language].join(' ')
