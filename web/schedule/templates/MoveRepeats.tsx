import { Button } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './MoveRepeats.module.css'

interface FirstRun {
  title: string
  repeatIds: readonly string[]
}
interface Asked {
  slots: readonly FirstRun[]
  answer: (along: boolean) => void
}

/**
 * Asks whether the repeats of what moves move with it, once for all that one step moves. `ask` answers at once where there
 * are none, and false where the page is left or another slot moves first; render `question` near what is moved, and hand the answer on as `moveRepeats`.
 */
export function useMoveRepeats() {
  const [asked, setAsked] = useState<Asked | null>(null)
  const open = useRef<Asked | null>(null)
  const gone = useRef(false)
  const settle = useCallback((along: boolean) => {
    open.current?.answer(along)
    open.current = null
    setAsked(null)
  }, [])
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
      settle(false)
    }
  }, [settle])
  const ask = useCallback(
    (...moved: FirstRun[]): Promise<boolean> => {
      settle(false)
      const slots = moved.filter(({ repeatIds }) => repeatIds.length > 0)
      if (gone.current || slots.length === 0) return Promise.resolve(false)
      return new Promise((answer) => {
        open.current = { slots, answer }
        setAsked(open.current)
      })
    },
    [settle],
  )
  return { ask, question: asked && <Question slots={asked.slots} onAnswer={settle} /> }
}

function Question({ slots, onAnswer }: { slots: readonly FirstRun[]; onAnswer: (along: boolean) => void }) {
  const { t } = useTranslation('plans')
  const title = slots.map((slot) => slot.title).join(', ')
  const count = slots.reduce((sum, { repeatIds }) => sum + repeatIds.length, 0)
  return (
    <section className={css.bar} aria-label={t('repeats.label')}>
      <output>{t('repeats.question', { title, count })}</output>
      <Button size="compact-md" onClick={() => onAnswer(true)}>
        {t('repeats.along')}
      </Button>
      <Button size="compact-md" variant="default" onClick={() => onAnswer(false)}>
        {t('repeats.only')}
      </Button>
    </section>
  )
}
