import { useHotkeys } from './use-hotkeys.ts'
import type { Playback } from './use-playback.ts'

const JUMP_MS = 5000

/** Space and K play and pause, J and L go five seconds back and on, comma and full stop one frame. */
export function useTransportKeys(playback: Playback, frameMs: number): void {
  const by = (ms: number) => () => playback.seek(playback.here() + ms)
  useHotkeys({
    ' ': playback.toggle,
    k: playback.toggle,
    j: by(-JUMP_MS),
    l: by(JUMP_MS),
    ',': by(-frameMs),
    '.': by(frameMs),
  })
}
