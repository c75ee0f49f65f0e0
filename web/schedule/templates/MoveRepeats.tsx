import { Button } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './MoveRepeats.module.css'

interface FirstRun {
  title: string
  repeatIds: readonly string[]
}
interface Asked {
  slot: FirstRun
  answer: (along: boolean) => void
}

/**
 * Asks whether the repeats of a first run move with it. `ask` answers at once where there are none, and false where the
 * page is left or another slot moves first; render `question` near what is moved, and hand the answer on as `moveRepeats`.
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
    (slot: FirstRun): Promise<boolean> => {
      settle(false)
      if (gone.current || slot.repeatIds.length === 0) return Promise.resolve(false)
      return new Promise((answer) => {
        open.current = { slot, answer }
        setAsked(open.current)
      })
    },
    [settle],
  )
  return { ask, question: asked && <Question slot={asked.slot} onAnswer={settle} /> }
}

function Question({ slot, onAnswer }: { slot: FirstRun; onAnswer: (along: boolean) => void }) {
  const { t } = useTranslation('plans')
  return (
    <section className={css.bar} aria-label={t('repeats.label')}>
      <output>{t('repeats.question', { title: slot.title, count: slot.repeatIds.length })}</output>
      <Button size="compact-md" onClick={() => onAnswer(true)}>
        {t('repeats.along')}
      </Button>
      <Button size="compact-md" variant="default" onClick={() => onAnswer(false)}>
        {t('repeats.only')}
      </Button>
    </section>
  )
}
