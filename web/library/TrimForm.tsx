import { TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortestActMs } from '../../server/library/library.rules.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { duration, number as figure } from '../ui/format.ts'
import { frameAt, frameCode, frameStartMs, type Rate } from '../ui/frames.ts'
import { toast } from '../ui/toasts.ts'
import css from './Fixes.module.css'
import { type Fixed, useTrim } from './fixes.api.ts'
import { useProducts, type Version } from './library.api.ts'
import { readTime } from './timecode.ts'

const house: Rate = { num: 25, den: 1 }

type Props = { version: Version; fixed: Fixed }

/** Cuts black and silence off head and tail as a new version; the points begin as proposed and may be moved to the picture. */
export function TrimForm({ version, fixed }: Props) {
  const { t } = useTranslation('fixes')
  const { trim: proposed, looked } = fixed
  const fps = useProducts(version.id).data?.proxy?.fps ?? house
  const go = useNavigate()
  const trim = useTrim(({ number }) => {
    toast(t('trim.made', { number }))
    const params = { workId: version.workId }
    void go({ to: '/tu-lieu/$workId', params, search: { ban: String(number) } })
  })
  // The page counts from where the version begins, the recording from its own start.
  const startMs = version.inMs ?? 0
  const [inMs, setIn] = useState((proposed?.inMs ?? startMs) - startMs)
  const [outMs, setOut] = useState((proposed?.outMs ?? startMs + version.durationMs) - startMs)
  const head = inMs
  const tail = version.durationMs - outMs
  const problem =
    outMs > version.durationMs
      ? t('trim.beyond')
      : outMs - inMs < shortestActMs
        ? t('trim.turned')
        : head < 1 && tail < 1
          ? t('trim.nothing')
          : undefined
  const make = (event: FormEvent) => {
    event.preventDefault()
    if (problem) return
    trim.mutate({ id: version.id, inMs: startMs + inMs, outMs: startMs + outMs })
  }
  const seconds = (ms: number) => figure(Math.max(0, ms) / 1000, 1)
  const found = proposed && {
    head: seconds(proposed.inMs - startMs),
    tail: seconds(startMs + version.durationMs - proposed.outMs),
  }
  return (
    <form className={css.trim} onSubmit={make}>
      <h3>{t('trim.title')}</h3>
      <p>
        {found
          ? t(version.soundOnly ? 'trim.silent' : 'trim.empty', found)
          : t(looked ? 'trim.clean' : 'notYet')}
      </p>
      <div className={css.points}>
        <Point label={t('trim.from')} ms={inMs} fps={fps} onMs={setIn} />
        <Point label={t('trim.to')} ms={outMs} fps={fps} onMs={setOut} />
        <ActionButton type="submit" variant="default" blocked={problem} loading={trim.isPending}>
          {t('trim.make')}
        </ActionButton>
        <span className="mut">{problem ? '' : t('trim.left', { length: duration(outMs - inMs) })}</span>
      </div>
      {trim.error && <ErrorState error={trim.error} />}
    </form>
  )
}

type PointProps = { label: string; ms: number; fps: Rate; onMs: (ms: number) => void }

function Point({ label, ms, fps, onMs }: PointProps) {
  const [typed, setTyped] = useState<string>()
  const settle = () => {
    const read = typed === undefined ? undefined : readTime(typed, fps)
    if (read !== undefined) onMs(frameStartMs(frameAt(read, fps), fps))
    setTyped(undefined)
  }
  return (
    <TextInput
      label={label}
      value={typed ?? frameCode(ms, fps)}
      inputMode="decimal"
      classNames={{ input: `num ${css.time}` }}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle()
      }}
    />
  )
}
