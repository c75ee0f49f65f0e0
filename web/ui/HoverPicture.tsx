import { frameCode, type Rate } from './frames.ts'
import css from './Timeline.module.css'

export interface Pictures {
  url: string
  columns: number
  tileWidth: number
  tileHeight: number
  everyMs: number
  /** Where the timeline begins in the recording the pictures are of, ms. */
  startMs: number
}

type Props = { atMs: number; left: string; fps: Rate; pictures: Pictures | undefined }

/** The picture and the time of the moment under the pointer, or above the finger. */
export function HoverPicture({ atMs, left, fps, pictures }: Props) {
  const wide = pictures?.tileWidth ?? 84
  return (
    <div
      className={css.hover}
      style={{ left: `clamp(0px, calc(${left} - ${wide / 2 + 4}px), calc(100% - ${wide + 8}px))` }}
      aria-hidden="true"
    >
      {pictures && <i style={tileOf(pictures, atMs)} />}
      <span className="num">{frameCode(atMs, fps)}</span>
    </div>
  )
}

function tileOf({ url, columns, tileWidth, tileHeight, everyMs, startMs }: Pictures, atMs: number) {
  const tile = Math.floor((atMs + startMs) / everyMs)
  return {
    width: tileWidth,
    height: tileHeight,
    backgroundImage: `url(${url})`,
    backgroundPosition: `-${(tile % columns) * tileWidth}px -${Math.floor(tile / columns) * tileHeight}px`,
  }
}
