import type { ButtonHTMLAttributes, InputHTMLAttributes, ReactNode } from 'react'
import { Icon, type IconName } from '../../ui/phone-icons.tsx'
import css from './Card.module.css'

/** A sheet with a heading: one matter. */
export function Card({ title, children, edge }: { title?: string; children: ReactNode; edge?: boolean }) {
  return (
    <section className={css.card} aria-label={title}>
      {edge && <div className="brocade" />}
      <div className={css.in}>
        {title && <h2>{title}</h2>}
        {children}
      </div>
    </section>
  )
}

type BigProps = ButtonHTMLAttributes<HTMLButtonElement> & { icon?: IconName; main?: boolean }

/** A button for a thumb in a glove. */
export function Big({ icon, main, children, ...rest }: BigProps) {
  return (
    <button type="button" className={css.big} data-main={main || undefined} {...rest}>
      {icon && <Icon name={icon} size={22} />}
      {children}
    </button>
  )
}

export type Tone = 'ok' | 'warn' | 'stop' | 'busy'
const icons = { ok: 'check', warn: 'warn', stop: 'stop', busy: 'clock' } as const

/** How something stands: colour, sign and words together. */
export function Says({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <p className={css.says} data-tone={tone} role={tone === 'stop' ? 'alert' : undefined}>
      <Icon name={icons[tone]} size={20} />
      <span>{children}</span>
    </p>
  )
}

export const Two = ({ children }: { children: ReactNode }) => <div className={css.two}>{children}</div>
export const Muted = ({ children }: { children: ReactNode }) => <p className={css.muted}>{children}</p>

type FieldProps = InputHTMLAttributes<HTMLInputElement> & { label: string }

export const Field = ({ label, ...rest }: FieldProps) => (
  <label className={css.field}>
    {label}
    <input {...rest} />
  </label>
)

interface ChoicesProps<T> {
  legend?: string
  of: readonly (readonly [T, string])[]
  chosen: T | null
  /** Two in a row: for words, not for figures. */
  wide?: boolean
  onChoose(value: T): void
}

/** One of a few, each a button for a thumb. */
export function Choices<T extends string | number>({ legend, of, chosen, wide, onChoose }: ChoicesProps<T>) {
  return (
    <fieldset className={css.choices} data-wide={wide}>
      {legend && <legend>{legend}</legend>}
      {of.map(([value, word]) => (
        <button key={value} type="button" aria-pressed={chosen === value} onClick={() => onChoose(value)}>
          {word}
        </button>
      ))}
    </fieldset>
  )
}
