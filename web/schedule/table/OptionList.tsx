import { duration } from '../../ui/format.ts'
import { SealMark } from '../../ui/SealMark.tsx'
import type { Option } from './use-options.ts'
import css from './WeekTable.module.css'

type Props = {
  id: string
  label: string
  options: readonly Option[]
  at: number
  onChoose: (option: Option) => void
}

/** What can be taken into the cell; the field keeps the focus and tells which one the arrows are on. */
export function OptionList({ id, label, options, at, onChoose }: Props) {
  return (
    <div role="listbox" id={id} aria-label={label}>
      {options.map((option, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
        <div
          role="option"
          id={`${id} ${i}`}
          key={option.key}
          aria-selected={i === at}
          className={css.option}
          // Before the field loses the focus, which would keep what was typed instead.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          {option.work && <SealMark approved={option.work.durationMs !== undefined} size={15} />}
          <span className={css.optionText}>{option.text}</span>
          {option.work?.durationMs !== undefined && (
            <span className="num sec">{duration(option.work.durationMs)}</span>
          )}
        </div>
      ))}
    </div>
  )
}
