import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from './icons.tsx'
import css from './StatusChip.module.css'

export type Tone = 'neutral' | 'busy' | 'warn' | 'good' | 'ok' | 'stop' | 'air'

const statuses = {
  draft: ['neutral', 'dash'],
  submitted: ['busy', 'send'],
  inReview: ['busy', 'eye'],
  changesRequested: ['warn', 'pen'],
  approved: ['good', 'seal'],
  rejected: ['stop', 'x'],
  withdrawn: ['neutral', 'minus'],
  onAir: ['air', 'live'],
  published: ['good', 'send'],
  queued: ['neutral', 'clock'],
  uploading: ['busy', 'up'],
  paused: ['neutral', 'pause'],
  checking: ['busy', 'clock'],
  running: ['busy', 'refresh'],
  building: ['busy', 'box'],
  sound: ['ok', 'check'],
  done: ['ok', 'check'],
  problems: ['warn', 'warn'],
  failed: ['stop', 'stop'],
  cancelled: ['neutral', 'x'],
} as const satisfies Record<string, [Tone, IconName]>

export type Status = keyof typeof statuses

/** Colour, shape and word together. `children` replaces the word where the glossary's says too little. */
export function StatusChip({
  status,
  children,
  bare,
}: {
  status: Status
  children?: ReactNode
  bare?: boolean
}) {
  const { t } = useTranslation('ui')
  const [tone, icon] = statuses[status]
  return (
    <Chip tone={tone} icon={icon} bare={bare}>
      {children ?? t(`status.${status}`)}
    </Chip>
  )
}

type ChipProps = { tone: Tone; icon: IconName; children: ReactNode; bare?: boolean | undefined }

/** For a state that is this page's own. One chip to a row; a second fact is plain text under it. */
export function Chip({ tone, icon, children, bare }: ChipProps) {
  return (
    <span className={css.chip} data-tone={tone} data-bare={bare || undefined}>
      <Icon name={icon} size={15} />
      <span>{children}</span>
    </span>
  )
}
