import { itemTitle } from './evening.ts'
import { next, pause, previous, resume } from './player.ts'
import { type Stage, soundAt } from './stage.ts'

const keys = {
  play: resume,
  pause,
  stop: pause,
  nexttrack: next,
  previoustrack: previous,
} satisfies Partial<Record<MediaSessionAction, () => unknown>>

let told = ''

/** Tells the phone what sounds, so that its lock screen shows it, and takes the keys of a headset, a car or a watch. */
export function tellPhone(on: Stage | null, { playbackRate }: Pick<HTMLMediaElement, 'playbackRate'>): void {
  const session = navigator.mediaSession
  const sound = on && soundAt(on)
  const item = on?.items[on.row.item]
  const sounds = on?.row.phase === 'playing' && on.halted === null
  const state = on ? `${on.row.packageId} ${sound?.versionId} ${on.row.item} ${sounds}` : ''
  if (!session || state === told) return
  if (!told || !state)
    for (const [key, act] of Object.entries(keys))
      session.setActionHandler(key as MediaSessionAction, on ? () => void act() : null)
  told = state
  session.playbackState = on ? (sounds ? 'playing' : 'paused') : 'none'
  session.metadata = null
  session.setPositionState()
  if (!on || !item || !sound || sound.durationMs === 0) return
  session.metadata = new MediaMetadata({ title: itemTitle(item, sound), artist: on.place, album: on.title })
  const position = Math.min(on.row.atMs, sound.durationMs) / 1000
  session.setPositionState({ duration: sound.durationMs / 1000, position, playbackRate: playbackRate || 1 })
}
