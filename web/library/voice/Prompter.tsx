import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import type { Line } from './lines.ts'
import type { Recorder } from './recorder.ts'
import { linesRead } from './tape.ts'
import css from './Voice.module.css'

interface Props {
  recorder: Recorder
  lines: readonly Line[]
  language: string
  size: string
  onMove: (line: number) => void
}

/** The text to read, with the Vietnamese beside it; the line being read stays where the eye is. */
export function Prompter({ recorder, lines, language, size, onMove }: Props) {
  const { t } = useTranslation('voice')
  const { line, tape, broken } = recorder.state.use()
  const box = useRef<HTMLOListElement>(null)
  const read = linesRead(tape)
  useEffect(() => {
    const list = box.current
    const item = list?.children[line]
    if (list && item instanceof HTMLElement) list.scrollTop = item.offsetTop - list.clientHeight / 3
  }, [line])
  return (
    <ol className={css.prompter} ref={box} data-size={size} aria-label={t('lines')}>
      {lines.map((words, index) => (
        <Words
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are told apart by their number alone
          key={index}
          {...{ words, index, language, onMove }}
          isHere={index === line}
          isRead={read.has(index)}
          isBroken={broken.has(index)}
        />
      ))}
    </ol>
  )
}

interface WordsProps {
  words: Line
  index: number
  language: string
  isHere: boolean
  isRead: boolean
  isBroken: boolean
  onMove: (line: number) => void
}

// The tape grows ten times a second; of hundreds of lines hardly one changes with it.
const Words = memo(function Words({
  words: { text, vietnamese },
  index,
  language,
  isHere,
  isRead,
  isBroken,
  onMove,
}: WordsProps) {
  const { t } = useTranslation('voice')
  return (
    <li data-read={isRead || undefined}>
      <button type="button" aria-current={isHere || undefined} onClick={() => onMove(index)}>
        {text && <span lang={language}>{text}</span>}
        <small lang="vi" data-alone={!text || undefined}>
          {vietnamese}
        </small>
        {isBroken ? (
          <em>
            <Icon name="warn" size={15} /> {t('broken')}
          </em>
        ) : (
          isRead && <Icon name="check" size={16} label={t('read')} />
        )}
      </button>
    </li>
  )
})
