import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useRef, useState } from 'react'

interface Row {
  /** Rows are dropped only onto rows of the same list. */
  list: string
  id: string
  place: number
  active: boolean
  /** A row was let go of above the one at this place. */
  onDrop: (id: string, to: number) => void
}

/** Lets a row be dragged onto another, whose place it takes; answers whether something hovers over it. */
export function useRowDrag(
  row: RefObject<HTMLElement | null>,
  { list, id, place, active, onDrop }: Row,
): boolean {
  const [over, setOver] = useState(false)
  const drop = useRef(onDrop)
  drop.current = onDrop
  useEffect(() => {
    const element = row.current
    if (!element || !active) return
    return combine(
      draggable({ element, getInitialData: () => ({ list, id }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.list === list && source.data.id !== id,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false)
          drop.current(String(source.data.id), place)
        },
      }),
    )
  }, [row, list, id, place, active])
  return over
}
