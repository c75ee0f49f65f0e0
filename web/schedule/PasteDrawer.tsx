import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readPasted } from '../../server/schedule/paste.rules.ts'
import { instantOf, timeOfDay } from '../../server/schedule/schedule.rules.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { duration } from '../ui/format.ts'
import css from './SlotForm.module.css'
import { pasteRows } from './schedule.api.ts'
import { dayName } from './sentences.ts'
import { layInTurn } from './undo.ts'

type Props = {
  channelId: string
  dayStartsMin: number
  days: readonly string[]
  day: string
  onClose: () => void
}

/** The station's own rows, out of Excel, Word or a message; read as they are pasted, laid when all can be read. */
export function PasteDrawer({ channelId, dayStartsMin, days, day: given, onClose }: Props) {
  const { t } = useTranslation('schedule')
  const [day, setDay] = useState(given)
  const [text, setText] = useState('')
  const [error, setError] = useState<unknown>(null)
  const { rows, problems } = readPasted(text, dayStartsMin)
  const lay = async () => {
    try {
      await layInTurn(
        channelId,
        () => pasteRows({ channelId, day, text }),
        (count) => t('paste.done', { count }),
      )
      onClose()
    } catch (refusal) {
      setError(refusal)
    }
  }
  const blocked =
    problems.length > 0 ? t('paste.fixFirst') : rows.length === 0 ? t('paste.nothing') : undefined
  return (
    <Drawer
      title={t('paste.title')}
      onClose={onClose}
      foot={
        <ActionButton blocked={blocked} onClick={lay}>
          {t('paste.lay', { count: rows.length })}
        </ActionButton>
      }
    >
      <div className={css.form}>
        {error !== null && <ErrorState error={error} title={t('form.failed')} />}
        <p className={css.hint}>{t('paste.hint')}</p>
        <NativeSelect
          label={t('form.day')}
          data={days.map((value) => ({ value, label: dayName(value) }))}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Textarea
          label={t('paste.text')}
          autosize
          minRows={6}
          maxRows={12}
          spellCheck={false}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ul className={css.rows} aria-live="polite">
          {problems.map((problem) => (
            <li key={`wrong ${problem.line}`} data-wrong>
              {t(`paste.problem.${problem.problem}`, { line: problem.line, text: problem.text })}
            </li>
          ))}
          {rows.map((row) => (
            <li key={row.line}>
              <span className="num strong">{timeOfDay(instantOf(day, row.secondsOfDay))}</span>
              <span>
                {row.title}
                {row.run === 'repeat' && ` (${t('mark.repeat')})`}
                {row.dayOffset === 1 && ` · ${t('paste.nextDay')}`}
              </span>
              <span className="num sec">{duration(row.durationMs)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Drawer>
  )
}
