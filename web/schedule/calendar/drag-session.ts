// One drag from press to release. It writes to the page by itself, once a frame: a grid of thousands is not drawn anew
// for each movement of the hand.
import { type Held, type Standing, scrollBy, sharedWith, stepMs, type Target, targetOf } from './drag.ts'
import { instantAt, type PlacedBand, yOf } from './geometry.ts'

/** The page as it stands now; the hours may be folded or zoomed while something is in the hand. */
export interface Stage {
  scroller: HTMLElement
  columns: HTMLElement
  /** The block that shows where it would stand, and the tag that follows the hand outside of the grid. */
  preview: HTMLElement
  tag: HTMLElement
  bands: readonly PlacedBand[]
  days: readonly string[]
  standing: readonly Standing[]
}

export interface Drop {
  held: Held
  target: Target
  /** Laid once more instead of moved. */
  copy: boolean
}

interface Hand {
  x: number
  y: number
  fine: boolean
  copy: boolean
}

interface DragEnds {
  stage: () => Stage | undefined
  /** What the preview says; called when what it shows has changed. */
  say: (preview: HTMLElement, drop: Drop, sharedMs: number) => void
  onStart: (held: Held) => void
  /** Without a drop it was let go, or Escape was pressed. */
  onEnd: (drop: Drop | undefined) => void
}

const STILL_PX = 4

const handOf = (event: MouseEvent): Hand => ({
  x: event.clientX,
  y: event.clientY,
  fine: event.shiftKey,
  copy: event.ctrlKey || event.altKey || event.metaKey,
})

/** Follows the hand from a press on; nothing happens until it has moved a little. */
export function beginDrag(press: PointerEvent, held: Held, ends: DragEnds): void {
  const ended = new AbortController()
  const { signal } = ended
  let hand = handOf(press)
  let moved = false
  let frame = 0
  let drop: Drop | undefined
  let shown = ''

  const show = () => {
    frame = requestAnimationFrame(show)
    const stage = ends.stage()
    if (!stage) return
    const { scroller, columns, preview, tag } = stage
    const seen = scroller.getBoundingClientRect()
    const heads = columns.getBoundingClientRect().top + scroller.scrollTop - seen.top
    const top = seen.top + heads
    const inside = hand.x > seen.left && hand.x < seen.right && hand.y < seen.bottom
    if (inside) scroller.scrollTop += scrollBy(hand.y, top, seen.bottom)
    const area = columns.getBoundingClientRect()
    const width = area.width / stage.days.length
    const column = Math.floor((hand.x - area.left) / width)
    const over = inside && hand.y > top && column >= 0 && column < stage.days.length
    const resizing = held.grip === 'start' || held.grip === 'end'
    const day = resizing ? held.day : stage.days[column]
    drop = undefined
    if (day !== undefined && (over || resizing)) {
      const at = instantAt(stage.bands, day, hand.y - area.top)
      const target = targetOf(held, at, stepMs(hand.fine))
      drop = { held, target, copy: hand.copy && held.grip === 'move' }
      const y = yOf(stage.bands, day, target.startsAt)
      const height = yOf(stage.bands, day, target.startsAt + target.durationMs) - y
      const x = stage.days.indexOf(day) * width
      preview.style.transform = `translate(${x}px, ${y}px)`
      const looks = `${target.startsAt} ${target.durationMs} ${drop.copy} ${width} ${height}`
      if (looks !== shown) {
        preview.style.width = `${width}px`
        preview.style.height = `${Math.max(20, height)}px`
        ends.say(preview, drop, sharedWith(stage.standing, target, drop.copy ? undefined : held.id))
        shown = looks
      }
    }
    preview.hidden = drop === undefined
    tag.hidden = drop !== undefined
    if (!drop) tag.style.transform = `translate(${hand.x + 12}px, ${hand.y + 12}px)`
  }

  const end = (kept: boolean) => {
    ended.abort()
    cancelAnimationFrame(frame)
    const stage = ends.stage()
    if (stage) {
      stage.preview.hidden = true
      stage.tag.hidden = true
    }
    if (!moved) return
    // The release that ends a drag is no click on what lies beneath.
    const swallow = (event: Event) => event.stopPropagation()
    window.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
    ends.onEnd(kept ? drop : undefined)
  }

  const onMove = (event: PointerEvent) => {
    hand = handOf(event)
    if (moved || Math.hypot(hand.x - press.clientX, hand.y - press.clientY) < STILL_PX) return
    moved = true
    ends.onStart(held)
    show()
  }
  const onKey = (event: KeyboardEvent) => {
    hand = { ...hand, fine: event.shiftKey, copy: event.ctrlKey || event.altKey || event.metaKey }
    if (!moved) return
    // Alt alone opens the browser's menu; Escape belongs to the drag.
    if (event.key === 'Alt' || event.key === 'Escape') event.preventDefault()
    if (event.key !== 'Escape') return
    event.stopPropagation()
    end(false)
  }
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener('pointerup', () => end(true), { signal })
  window.addEventListener('pointercancel', () => end(false), { signal })
  window.addEventListener('keydown', onKey, { signal, capture: true })
  window.addEventListener('keyup', onKey, { signal, capture: true })
}
