import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from '../ui/toasts.ts'
import { isEditable } from '../ui/use-hotkeys.ts'
import { doAgain, takeBackDone, useHistory } from './undo.ts'

/** Undo and redo of a channel's plan: by button, Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z; each says what it did. */
export function useUndo(channelId: string, active: boolean, onRefused: (error: unknown) => void) {
  const { t } = useTranslation('schedule')
  const { undoWords, redoWords } = useHistory(channelId)
  const undo = async () => {
    try {
      const words = await takeBackDone(channelId)
      toast(words === undefined ? t('nothingToUndo') : t('undone', { words }))
    } catch (refusal) {
      onRefused(refusal)
    }
  }
  const redo = async () => {
    try {
      const words = await doAgain(channelId)
      toast(words === undefined ? t('nothingToRedo') : t('redone', { words }))
    } catch (refusal) {
      onRefused(refusal)
    }
  }
  const latest = useRef({ undo, redo })
  latest.current = { undo, redo }
  useEffect(() => {
    if (!active) return
    // Heard before the notices hear it: whatever is done can be taken back, whether or not it still has a notice.
    const listen = (event: KeyboardEvent) => {
      const act = actOf(event)
      if (!act || isEditable(event.target)) return
      event.preventDefault()
      void latest.current[act]()
    }
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [active])
  return { undo, redo, undoWords, redoWords }
}
export type Undo = ReturnType<typeof useUndo>

function actOf(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined
  const key = event.key.toLowerCase()
  if (key === 'y') return event.shiftKey ? undefined : 'redo'
  if (key !== 'z') return undefined
  return event.shiftKey ? 'redo' : 'undo'
}
