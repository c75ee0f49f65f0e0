import { Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import { dayName, shared } from '../sentences.ts'
import { ConflictList } from './ConflictList.tsx'
import css from './Conflicts.module.css'
import type { Conflict } from './remedy.ts'

type Props = {
  day: string
  conflicts: readonly Conflict[]
  canEdit: boolean
  onShow?: (slotId: string) => void
}

/** The gravest thing that stands against a day; pressing it opens all of them with their ways out. */
export function DayConflicts({ day, conflicts, canEdit, onShow }: Props) {
  const { t } = useTranslation('schedule')
  const [open, setOpen] = useState(false)
  const worst = conflicts.find(({ severity }) => severity === 'stop') ?? conflicts[0]
  if (!worst) return null
  const words =
    worst.code === 'overlap' || worst.code === 'gap'
      ? t(worst.code, { span: shared(t, worst.durationMs ?? 0) })
      : t(`conflicts.short.${worst.code}`)
  const others = conflicts.length - 1
  const more = others > 0 ? `+${others}` : ''
  const show = (slotId: string) => {
    setOpen(false)
    onShow?.(slotId)
  }
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={360}
      position="bottom"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <button
          type="button"
          className={css.todo}
          data-tone={worst.severity}
          aria-label={`${dayName(day)}: ${words} ${more}`.trim()}
          title={words}
          onClick={() => setOpen(!open)}
        >
          <Icon name={worst.severity} size={14} />
          <span>{words}</span>
          {more && <b className="num">{more}</b>}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.panel} aria-label={t('conflicts.title', { count: conflicts.length })}>
        <ConflictList conflicts={conflicts} canEdit={canEdit} {...(onShow && { onShow: show })} />
      </Popover.Dropdown>
    </Popover>
  )
}
