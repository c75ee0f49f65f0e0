import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStationNow } from '../ui/clock.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { clockTime } from '../ui/format.ts'
import { type Belongs, BelongsForm } from './BelongsForm.tsx'
import { pump } from './sender.ts'
import css from './Uploads.module.css'
import { type Upload, useChange } from './uploads.api.ts'

const restMs = 600

/** What it will be in the library. Saved by itself, shortly after the last touch. */
export function Details({ upload }: { upload: Upload }) {
  const { t } = useTranslation('uploads')
  const change = useChange()
  const now = useStationNow(60_000)
  const [savedAt, setSavedAt] = useState<number>()
  const [value, setValue] = useState<Belongs>(() => ({
    workId: upload.workId,
    workTitle: upload.workTitle,
    title: upload.title,
    kind: upload.kind,
    language: upload.language as Belongs['language'],
    urgent: upload.urgent,
    deadlineAt: upload.deadlineAt,
  }))
  const save = useRef<() => void>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const saved = () => {
    setSavedAt(now)
    pump()
  }
  const edit = (next: Belongs) => {
    setValue(next)
    clearTimeout(timer.current)
    save.current = () => {
      save.current = undefined
      const { workTitle: _, ...belongs } = next
      const title = belongs.title?.trim() || null
      // Until a work is picked it stays a work of its own.
      const workId = belongs.workId || null
      change.mutate({ id: upload.id, ...belongs, workId, title }, { onSuccess: saved })
    }
    timer.current = setTimeout(() => save.current?.(), restMs)
  }
  // Leaving the row saves at once what was still resting.
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      save.current?.()
    },
    [],
  )
  return (
    <div className={css.details}>
      <header>
        <h2>{t('details.title')}</h2>
        <span className="mut" aria-live="polite">
          {change.isPending
            ? t('details.saving')
            : savedAt && t('details.savedAt', { time: clockTime(savedAt) })}
        </span>
      </header>
      {!savedAt && upload.state === 'waiting' && <p className="sec">{t('details.guessed')}</p>}
      <BelongsForm value={value} onChange={edit} />
      {change.error && <ErrorState error={change.error} />}
    </div>
  )
}
