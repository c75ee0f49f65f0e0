import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { duration, timecode } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { toast } from '../ui/toasts.ts'
import type { Playback } from '../ui/use-playback.ts'
import css from './Acts.module.css'
import type { actsWithin } from './acts.ts'
import { useEditVersion, type Version } from './library.api.ts'
import { isApproved } from './standing.ts'
import { TimeField } from './TimeField.tsx'

type Props = {
  placed: ReturnType<typeof actsWithin>[number]
  number: number
  recording: Version
  playback: Playback
  mayEdit: boolean
}

/** One act of the recording: opened, played from, and its marks moved as long as nobody has approved it. */
export function ActRow({ placed, number, recording, playback, mayEdit }: Props) {
  const { t } = useTranslation('library')
  const { act, cut, fromMs, toMs } = placed
  const [moved, setMoved] = useState<{ inMs: number; outMs: number } | null>(null)
  const edit = useEditVersion()
  const movable = mayEdit && cut.inMs !== null && !isApproved(cut) && cut.state !== 'submitted'
  const startMs = recording.inMs ?? 0
  const save = () => {
    if (!moved) return
    const before = { inMs: cut.inMs, outMs: cut.outMs }
    const after = { inMs: startMs + moved.inMs, outMs: startMs + moved.outMs }
    edit.mutate(
      { id: cut.id, revision: cut.revision, ...after },
      {
        onSuccess: ({ revision }) => {
          setMoved(null)
          toast(t('acts.moved', { title: act.title }), {
            undo: () => edit.mutate({ id: cut.id, revision, ...before }),
          })
        },
      },
    )
  }
  return (
    <li aria-current={(playback.positionMs >= fromMs && playback.positionMs < toMs) || undefined}>
      <span className={`num ${css.n}`}>{number}</span>
      <Link to="/tu-lieu/$workId" params={{ workId: act.id }}>
        {act.title}
        {act.credits.length > 0 && (
          <small>{act.credits.map(({ role, name }) => `${role}: ${name}`).join(' · ')}</small>
        )}
      </Link>
      {cut.soundOnly && <Icon name="speaker" size={15} label={t('soundOnly')} />}
      <span className="num">{duration(cut.durationMs)}</span>
      <span className={css.doings}>
        {movable && (
          <button
            type="button"
            className={css.go}
            aria-expanded={moved !== null}
            onClick={() => setMoved(moved ? null : { inMs: fromMs, outMs: toMs })}
            aria-label={t('acts.moveOf', { title: act.title })}
            title={t('acts.moveOf', { title: act.title })}
          >
            <Icon name="pen" size={15} />
          </button>
        )}
        <button
          type="button"
          className={css.go}
          onClick={() => {
            playback.seek(fromMs)
            playback.play()
          }}
          aria-label={t('acts.playFrom', { title: act.title, time: timecode(fromMs) })}
        >
          <Icon name="play" size={15} />
        </button>
      </span>
      {moved && (
        <div className={css.moving}>
          {(['inMs', 'outMs'] as const).map((edge) => (
            <TimeField
              key={edge}
              label={t(edge === 'inMs' ? 'cut.in' : 'cut.out')}
              keyName={edge === 'inMs' ? 'I' : 'O'}
              ms={moved[edge]}
              fps={playback.fps}
              onSet={() => setMoved({ ...moved, [edge]: playback.here() })}
              onType={(ms) => {
                if (ms === null) return
                setMoved({ ...moved, [edge]: ms })
                playback.seek(ms)
              }}
            />
          ))}
          <Button size="row" onClick={save} loading={edit.isPending}>
            {t('acts.saveMarks')}
          </Button>
          <Button size="row" variant="subtle" onClick={() => setMoved(null)}>
            {t('acts.keepMarks')}
          </Button>
          {edit.error && <ErrorState error={edit.error} />}
        </div>
      )}
    </li>
  )
}
