import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stationNow, useToday } from './clock.ts'
import css from './DateInput.module.css'
import { date, dayOf } from './format.ts'
import { Icon } from './icons.tsx'
import { typedDay } from './typed-day.ts'

type Props = Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'min'> & {
  /** YYYY-MM-DD, or empty. */
  value: string
  /** The day that was understood; empty where nothing stands there, or nothing that is a day. */
  onChange: (day: string) => void
  min?: string | undefined
}

const written = (day: string) => (day === '' ? '' : date(day))

/**
 * A day as people here write it, 03/10/2021, whatever language the browser speaks; 3/10, 3-10-21 and "Thứ Hai" are
 * understood. The browser's calendar opens beside it.
 */
export function DateInput({ value, onChange, min, error, ...field }: Props) {
  const { t } = useTranslation('ui')
  const today = useToday().data?.date ?? dayOf(stationNow())
  const [typed, setTyped] = useState(written(value))
  const [left, setLeft] = useState(true)
  const text = useRef<HTMLInputElement>(null)
  const calendar = useRef<HTMLInputElement>(null)
  const isEarly = (day: string) => min !== undefined && day < min
  const dayIn = (words: string) => {
    const day = typedDay(words, today)
    return isEarly(day) ? '' : day
  }
  const understood = dayIn(typed)
  const why = typedDay(typed, today) === '' ? t('date.unread') : t('date.early', { day: written(min ?? '') })
  const wrong = typed.trim() === '' || understood !== '' ? '' : why
  useEffect(() => text.current?.setCustomValidity(wrong), [wrong])
  // What is being typed is not written over by what was understood of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where another day comes from outside
  useEffect(() => {
    if (value !== understood) setTyped(written(value))
  }, [value])
  const take = (words: string) => {
    setTyped(words)
    onChange(dayIn(words))
  }
  return (
    <TextInput
      {...field}
      ref={text}
      classNames={{ input: 'num' }}
      autoComplete="off"
      placeholder={t('date.form')}
      value={typed}
      error={error ?? (left && wrong ? wrong : undefined)}
      onChange={(event) => take(event.currentTarget.value)}
      onFocus={() => setLeft(false)}
      onBlur={() => {
        setLeft(true)
        if (understood !== '') setTyped(written(understood))
      }}
      rightSection={
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('date.open')}
            onClick={() => calendar.current?.showPicker()}
          >
            <Icon name="cal" size={17} />
          </ActionIcon>
          <input
            ref={calendar}
            type="date"
            className={css.calendar}
            tabIndex={-1}
            aria-hidden="true"
            min={min}
            value={understood}
            onChange={(event) => {
              const day = event.currentTarget.value
              setTyped(written(day))
              onChange(day)
            }}
          />
        </>
      }
    />
  )
}
