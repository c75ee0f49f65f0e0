import { useHotkeys } from './use-hotkeys.ts'
import type { Playback } from './use-playback.ts'

const jumpMs = 5000
const shortJumpMs = 1000

/**
 * Space plays and pauses; J K L go back, stop and go on, faster at each press; comma and full stop go by one picture,
 * arrows by five seconds and with Shift by one.
 */
export function useTransportKeys(playback: Playback): void {
  const by = (ms: number) => () => playback.seek(playback.here() + ms)
  useHotkeys({
    // A button reached by Tab is pressed by Space, as everywhere.
    ' ': ({ target }) =>
      target instanceof HTMLButtonElement && target.matches(':focus-visible')
        ? target.click()
        : playback.toggle(),
    j: () => playback.shuttle('back'),
    k: playback.pause,
    l: () => playback.shuttle('on'),
    ',': () => playback.step(-1),
    '.': () => playback.step(1),
    ArrowLeft: by(-jumpMs),
    ArrowRight: by(jumpMs),
    'Shift+ArrowLeft': by(-shortJumpMs),
    'Shift+ArrowRight': by(shortJumpMs),
  })
}
