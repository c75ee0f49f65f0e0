import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { frameAt, frameCode, frameStartMs, type Rate } from '../ui/frames.ts'
import css from './Acts.module.css'
import { readTime } from './timecode.ts'

type Props = {
  label: string
  /** Read aloud and not shown, where a heading stands above. */
  hideLabel?: boolean
  ms: number | null
  fps: Rate
  /** The key that does the same for the marks of the page. */
  keyName: string
  onSet: () => void
  onType: (ms: number | null) => void
}

/** A moment to the picture: typed, taken from the player, or moved by one picture with the arrows up and down. */
export function TimeField({ label, hideLabel, ms, fps, keyName, onSet, onType }: Props) {
  const { t } = useTranslation('library')
  // Only what is being typed is kept here; otherwise the field shows the moment itself, in the very same drawing.
  const [typed, setTyped] = useState<string | null>(null)
  const settle = () => {
    setTyped(null)
    if (typed === null) return
    const read = typed.trim() === '' ? null : readTime(typed, fps)
    if (read !== undefined) onType(read === null ? null : frameStartMs(frameAt(read, fps), fps))
  }
  const nudge = (event: KeyboardEvent) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (event.key === 'Enter') settle()
    if (way === undefined || ms === null) return
    event.preventDefault()
    setTyped(null)
    const frames = event.shiftKey ? Math.round(fps.num / fps.den) : 1
    onType(frameStartMs(Math.max(0, frameAt(ms, fps) + way * frames), fps))
  }
  return (
    <TextInput
      {...(hideLabel ? { 'aria-label': label } : { label })}
      value={typed ?? (ms === null ? '' : frameCode(ms, fps))}
      placeholder="--:--:--:--"
      inputMode="decimal"
      title={t('cut.byFrame')}
      classNames={{ input: `num ${css.time}` }}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={nudge}
      rightSectionWidth={34}
      rightSection={
        <button
          type="button"
          className={css.here}
          onClick={onSet}
          aria-label={t('cut.setHere', { label })}
          title={t('cut.setHere', { label })}
        >
          <kbd>{keyName}</kbd>
        </button>
      }
    />
  )
}
