import { type PointerEvent, type ReactNode, useState } from 'react'
import { timecode } from '../ui/format.ts'
import { mediaUrl, type Products, type Version } from './library.api.ts'
import css from './TechCheck.module.css'

type Props = { version: Version; sprite: Products['sprite']; children: ReactNode }

/** Shows the picture of the moment under the pointer. */
export function Thumbnails({ version, sprite, children }: Props) {
  const [share, setShare] = useState<number | null>(null)
  const move = (event: PointerEvent) => {
    const area = event.currentTarget.getBoundingClientRect()
    setShare(Math.min(1, Math.max(0, (event.clientX - area.left) / area.width)))
  }
  const atMs = (share ?? 0) * version.durationMs
  const tile = sprite && Math.floor((atMs + (version.inMs ?? 0)) / sprite.everyMs)
  return (
    <div className={css.hover} onPointerMove={move} onPointerLeave={() => setShare(null)}>
      {children}
      {share !== null && !version.soundOnly && sprite && tile !== null && (
        <div
          className={css.thumb}
          style={{
            left: `clamp(0px, calc(${share * 100}% - ${sprite.tileWidth / 2}px), calc(100% - ${sprite.tileWidth}px))`,
          }}
          aria-hidden="true"
        >
          <i
            style={{
              width: sprite.tileWidth,
              height: sprite.tileHeight,
              backgroundImage: `url(${mediaUrl(version.id, 'sprite')})`,
              backgroundPosition: `-${(tile % sprite.columns) * sprite.tileWidth}px -${Math.floor(tile / sprite.columns) * sprite.tileHeight}px`,
            }}
          />
          <span className="num">{timecode(atMs)}</span>
        </div>
      )}
    </div>
  )
}
