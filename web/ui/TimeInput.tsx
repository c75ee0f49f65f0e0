import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'

type Props = { label: string; value: string; onChange: (time: string) => void }

const whole = /^([01]?\d|2[0-3])[:hg.]?([0-5]\d)$/

/** A time of day as people here write it, 18:30, whatever clock the browser keeps; 1830 and 18h30 are understood. */
export function TimeInput({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const keep = (text: string) => {
    const [, hour, minute] = whole.exec(text.trim()) ?? []
    if (hour === undefined || minute === undefined) return undefined
    const time = `${hour.padStart(2, '0')}:${minute}`
    if (time !== value) onChange(time)
    return time
  }
  return (
    <TextInput
      aria-label={label}
      inputMode="numeric"
      className="num"
      maxLength={5}
      value={typed}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text)
        if (text.length === 5) keep(text)
      }}
      onBlur={() => setTyped(keep(typed) ?? value)}
    />
  )
}
