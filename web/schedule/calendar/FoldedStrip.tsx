import { memo, useMemo } from 'react'
import type { Slot } from '../schedule.api.ts'
import css from './DayColumn.module.css'
import { type PlacedBand, stripOf } from './geometry.ts'

type Props = { band: PlacedBand; day: string; slots: readonly Slot[] }

/** A column is some 150 pixels wide: more pieces than that cannot be told apart. */
const MOST_PIECES = 40

/** How full the folded hours are; opening them shows what stands there. */
export const Strip = memo(function Strip({ band, day, slots }: Props) {
  const pieces = useMemo(() => piecesOf(band, day, slots), [band, day, slots])
  return (
    <div className={css.strip} style={{ top: band.top, height: band.height }} aria-hidden="true">
      {pieces.map(({ look, left, width }) => (
        <i
          key={left}
          data-look={look}
          style={{ left: `${left * 100}%`, width: `max(1px, calc(${width * 100}% - 1px))` }}
        />
      ))}
    </div>
  )
})

interface Piece {
  look: string
  left: number
  width: number
}

function piecesOf(band: PlacedBand, day: string, slots: readonly Slot[]): Piece[] {
  const pieces = slots.flatMap((slot): Piece[] => {
    const part = stripOf(band, day, slot)
    return part ? [{ look: slot.kind === 'relay' ? 'relay' : slot.run, ...part }] : []
  })
  if (pieces.length <= MOST_PIECES) return pieces
  // Too many to tell apart: neighbours grow together until each could be seen.
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last && last.width < 1 / MOST_PIECES) last.width = piece.left + piece.width - last.left
    else joined.push({ ...piece })
  }
  return joined
}
