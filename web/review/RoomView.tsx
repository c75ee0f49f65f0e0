import { useNavigate } from '@tanstack/react-router'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { type Status, StatusChip } from '../ui/StatusChip.tsx'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { usePlayback } from '../ui/use-playback.ts'
import { Checks } from './Checks.tsx'
import { DecisionBar } from './DecisionBar.tsx'
import { PlayerView } from './PlayerView.tsx'
import { Remarks } from './Remarks.tsx'
import css from './RoomView.module.css'
import { type QueueItem, type Room, useQueue } from './review.api.ts'
import { Slip } from './Slip.tsx'
import { Spoken } from './Spoken.tsx'
import { SubmitBar } from './SubmitBar.tsx'
import { useFillHeight } from './use-fill-height.ts'
import { usesInWords, useVerdict } from './use-verdict.ts'
import { useWatched } from './use-watched.ts'

const chips: Record<Room['version']['state'], Status> = {
  draft: 'draft',
  submitted: 'inReview',
  changes: 'changesRequested',
  rejected: 'rejected',
  approved: 'approved',
  withdrawn: 'withdrawn',
}

/** What the library shows of a version's changes; the router brings it. */
export type ChangesView = ComponentType<{
  version: Room['version']
  onSeek: (toMs: number) => void
  onPause: () => void
}>

type Props = { room: Room; changes?: ChangesView | undefined }

/** One version, to be decided on in one sitting. Mounted anew for each, so that nothing of one reaches another. */
export function RoomView({ room, changes: Changes }: Props) {
  const { t } = useTranslation('review')
  const { version } = room
  const playback = usePlayback({ startMs: version.inMs ?? 0, durationMs: version.durationMs })
  const watched = useWatched(playback, version)
  const verdicting = useVerdict(room)
  const [held, setHeld] = useState(false)
  const next = useNeighbours(version.id)
  const title = t('room.title', { title: version.workShortName, number: version.number })
  const box = useFillHeight()
  return (
    <div className={css.room} ref={box}>
      <PageHeader title={title} trail={{ label: t('title'), to: '/duyet' }} />
      <div className={css.screen}>
        <div className={css.facts}>
          <StatusChip status={chips[version.state]} />
          <LanguageChip language={version.language} />
          <span className="sec">
            {version.submittedUses.length > 0
              ? t('room.submitted', {
                  uses: usesInWords(t, version.submittedUses),
                  name: room.submittedBy?.name ?? '',
                })
              : t('room.notSubmitted')}
          </span>
        </div>
        {Changes && <Changes version={version} onSeek={playback.seek} onPause={playback.pause} />}
        <PlayerView room={room} playback={playback} watched={watched} held={held} />
        <Spoken room={room} />
        <div className={css.under}>
          <Checks room={room} playback={playback} />
          <Slip room={room} verdicting={verdicting} />
        </div>
      </div>
      <Remarks room={room} playback={playback} onHold={setHeld} />
      <div className={css.decision}>
        {room.hindrance === 'forbidden' ? (
          <SubmitBar room={room} />
        ) : (
          <DecisionBar room={room} verdicting={verdicting} watched={watched} next={next?.versionId} />
        )}
      </div>
    </div>
  )
}

/** j and k go through what waits; the answer is what to open after this one. */
function useNeighbours(versionId: string): QueueItem | undefined {
  const navigate = useNavigate()
  const waiting = (useQueue().data ?? []).filter((item) => item.heldBy === 'approvers')
  const at = waiting.findIndex((item) => item.versionId === versionId)
  const go = (item: QueueItem | undefined) =>
    item && navigate({ to: '/duyet/$versionId', params: { versionId: item.versionId } })
  useHotkeys({ n: () => go(waiting[at + 1]), p: () => go(waiting[at - 1]) })
  return waiting.find((item) => item.versionId !== versionId && item.hindrance === null)
}
