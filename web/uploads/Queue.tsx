import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { stationNow } from '../ui/clock.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { bytes } from '../ui/format.ts'
import { ListPanel } from '../ui/ListPanel.tsx'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { ArrivedRow, RecentRow } from './Arrived.tsx'
import { ChoiceRow } from './ChoiceRow.tsx'
import { choices } from './choosing.ts'
import { forecast } from './forecast.ts'
import { QueueRow } from './QueueRow.tsx'
import { pauseAll, releaseAll, resumeAll, sendings, speedNow } from './sender.ts'
import css from './Uploads.module.css'
import type { Upload, Uploads } from './uploads.api.ts'
import { useMove } from './use-move.ts'

const recentlyMs = 30 * 60_000

interface Props {
  uploads: Uploads
  selected: string | undefined
  onSelect: (id: string) => void
}

export function Queue({ uploads, selected, onSelect }: Props) {
  const { t } = useTranslation('uploads')
  const held = sendings.use()
  const chosen = choices.use()
  const { queue, ended } = uploads
  const fresh = ended.filter((upload) => held.has(upload.id) || isFresh(upload))
  const recent = ended.filter((upload) => upload.state === 'finished' && !fresh.includes(upload))
  const times = forecast(queue, held, speedNow(), stationNow())
  const { move, said } = useMove(queue)

  const rows = [...queue, ...fresh].map((upload) => upload.id)
  const step = (by: number) => {
    const at = selected ? rows.indexOf(selected) : -1
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next) onSelect(next)
  }
  useHotkeys({
    j: () => step(1),
    k: () => step(-1),
    'Shift+ArrowUp': () => selected && move(selected, -1),
    'Shift+ArrowDown': () => selected && move(selected, 1),
  })

  const phases = [...held.values()].map(({ phase }) => phase)
  const sending = queue.filter((upload) => upload.state === 'active').length
  const needing =
    chosen.filter((choice) => choice.refusal).length + queue.filter((upload) => needsYou(upload, held)).length
  const ready = [...held.values()].filter(({ phase }) => phase === 'ready')
  const summary = [
    sending > 0 && t('queue.sending', { count: sending }),
    needing > 0 && t('queue.needsYou', { count: needing }),
  ]
  const nothing = queue.length + fresh.length + chosen.length === 0
  return (
    <>
      <ListPanel
        title={t('queue.title')}
        count={summary.filter(Boolean).join(', ')}
        aside={
          <span className="row">
            {phases.some((phase) => ['sending', 'waiting', 'stalled'].includes(phase)) && (
              <Button variant="subtle" size="compact-sm" onClick={pauseAll}>
                {t('queue.pauseAll')}
              </Button>
            )}
            {phases.includes('paused') && (
              <Button variant="subtle" size="compact-sm" onClick={resumeAll}>
                {t('queue.resumeAll')}
              </Button>
            )}
            {ready.length > 1 && (
              <Button size="compact-md" onClick={() => releaseAll(ready)}>
                {t('queue.startAll', { count: ready.length })}
              </Button>
            )}
          </span>
        }
        foot={queue.length > 1 && <span>{t('queue.keys')}</span>}
      >
        {nothing && <EmptyState title={t('queue.empty')}>{t('queue.emptyHint')}</EmptyState>}
        <ul>
          {chosen.map((choice) => (
            <ChoiceRow key={choice.key} choice={choice} onTaken={onSelect} />
          ))}
          {queue.map((upload) => (
            <QueueRow
              key={upload.id}
              upload={upload}
              sending={held.get(upload.id)}
              forecast={times.get(upload.id)}
              selected={upload.id === selected}
              onSelect={onSelect}
              onMove={move}
            />
          ))}
          {fresh.map((upload) => (
            <ArrivedRow
              key={upload.id}
              upload={upload}
              selected={upload.id === selected}
              onSelect={onSelect}
            />
          ))}
        </ul>
        <p className="sr-only" aria-live="polite">
          {said}
        </p>
      </ListPanel>
      {recent.length > 0 && (
        <section>
          <div className={css.recentHead}>
            <h2>{t('recent.title')}</h2>
            <span className="mut num">
              {t('recent.summary', {
                count: recent.length,
                size: bytes(recent.reduce((sum, upload) => sum + upload.sizeBytes, 0)),
              })}
            </span>
          </div>
          <ul>
            {recent.map((upload) => (
              <RecentRow key={upload.id} upload={upload} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const isFresh = (upload: Upload) =>
  upload.finishedAt !== null && stationNow() - Date.parse(upload.finishedAt) < recentlyMs

function needsYou(upload: Upload, held: ReadonlyMap<string, { phase: string }>): boolean {
  const phase = held.get(upload.id)?.phase
  if (upload.origin === 'disk' || upload.state === 'hashing') return false
  return phase === undefined ? upload.state !== 'active' : phase === 'ready' || phase === 'lost'
}
