import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { duration } from '../ui/format.ts'
import { Skeletons } from '../ui/Skeletons.tsx'
import type { TimelineBand } from '../ui/Timeline.tsx'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { type Playback, usePlayback } from '../ui/use-playback.ts'
import { useTransportKeys } from '../ui/use-transport-keys.ts'
import { ActsPanel } from './ActsPanel.tsx'
import { bandsOf, ghostOf } from './acts.ts'
import { Changes } from './Changes.tsx'
import { draftFieldId } from './DraftRow.tsx'
import { mediaUrl, type Products, useProducts, useReport, type Version } from './library.api.ts'
import { Player } from './Player.tsx'
import { Progress } from './Progress.tsx'
import { Proposals } from './Proposals.tsx'
import type { Marks, Shown } from './shown.ts'
import { TechCheck } from './TechCheck.tsx'
import { useActDrafts } from './use-act-drafts.ts'
import { useChangeMarks } from './use-change-marks.ts'
import { type Growing, useGrowing } from './use-growing.ts'
import css from './WorkPage.module.css'

/** Player, acts and technical check, all at one place in time. */
export function Room(props: Shown & { version: Version }) {
  const { t } = useTranslation('library')
  const { version } = props
  const products = useProducts(version.id)
  const report = useReport(version.id)
  const unmade = products.data !== undefined && !products.data.proxy
  // Ready, and the products not asked for again yet: the player stays until they are.
  const hopeful = version.sourceState === 'looked' || version.sourceState === 'ready'
  const growing = useGrowing(version, unmade && hopeful && !version.soundOnly)
  if (products.error) return <ErrorState error={products.error} onRetry={() => products.refetch()} />
  if (!products.data || !report.data) return <Skeletons rows={6} height={50} />
  if (unmade && (!growing || growing === 'unplayable'))
    return (
      <section className={`card ${css.waiting}`}>
        {products.data.poster && <img src={mediaUrl(version.id, 'poster')} alt="" />}
        <div className="stack">
          <Progress report={report.data} />
          {growing === 'unplayable' && <p className="sec">{t('growing.none')}</p>}
        </div>
      </section>
    )
  const still = unmade && typeof growing === 'object' ? growing : undefined
  return <Playing {...props} products={products.data} growing={still} />
}

type PlayingProps = Shown & { version: Version; products: Products; growing: Growing | undefined }

/** The same player before and after the preview is finished: place and marks stay. */
function Playing({ detail, version, mayEdit, products, growing }: PlayingProps) {
  const { t } = useTranslation('library')
  const { durationMs, soundOnly } = version
  const playback = usePlayback({ startMs: version.inMs ?? 0, durationMs, fps: products.proxy?.fps })
  const [marks, setMarks] = useState<Marks>({ inMs: null, outMs: null })
  const report = useReport(version.id)
  // The place is read at the press, not when the page comes to draw it.
  const mark = (point: keyof Marks) => {
    const atMs = playback.here()
    setMarks((before) => ({ ...before, [point]: atMs }))
  }
  const markIn = () => mark('inMs')
  const markOut = () => mark('outMs')
  const changed = useChangeMarks(version.id)
  const drafts = useActDrafts(version.id)
  const ghosts = mayEdit ? drafts.list.map(ghostOf) : []
  const bands = [...bandsOf(detail.acts, version), ...ghosts].sort((a, b) => a.fromMs - b.fromMs)
  const picture = useRef<HTMLElement>(null)
  // Whoever asks for a place from below the picture is brought to it.
  const show = (toMs: number) => {
    playback.seek(toMs)
    picture.current?.scrollIntoView({ block: 'nearest' })
  }
  const goTo = ({ id, fromMs, ghost }: TimelineBand) => {
    playback.seek(fromMs)
    if (ghost) document.getElementById(draftFieldId(id))?.focus()
  }
  const follow = growing?.follow
  useEffect(() => follow?.(playback.positionMs))
  useTransportKeys(playback)
  useHotkeys({ i: markIn, o: markOut }, mayEdit)
  return (
    <>
      <div className={css.room}>
        <Player
          place={picture}
          playback={playback}
          durationMs={durationMs}
          soundOnly={soundOnly}
          src={growing ? growing.url : mediaUrl(version.id, soundOnly ? 'sound' : 'proxy')}
          // A cut shows its own first picture; the poster is the whole recording's.
          poster={
            !soundOnly && products.poster && version.inMs === null
              ? mediaUrl(version.id, 'poster')
              : undefined
          }
          note={
            growing ? (
              <GrowingNote growing={growing} durationMs={durationMs} playback={playback} />
            ) : (
              t(soundOnly ? 'player.soundOnly' : 'player.preview')
            )
          }
        />
        <ActsPanel
          detail={detail}
          version={version}
          mayEdit={mayEdit}
          playback={playback}
          drafts={drafts}
          marks={marks}
          onMarks={setMarks}
          onMarkIn={markIn}
          onMarkOut={markOut}
        />
      </div>
      {report.data && (
        <TechCheck
          version={version}
          report={report.data}
          products={products}
          playback={playback}
          marks={marks}
          bands={bands}
          lanes={[changed]}
          readyMs={growing?.readyMs}
          onBand={goTo}
          onGo={show}
        >
          {mayEdit && !growing && (
            <Proposals
              workId={detail.work.id}
              version={version}
              playback={playback}
              drafts={drafts}
              known={bands.length - ghosts.length}
            />
          )}
        </TechCheck>
      )}
      <Changes
        version={version}
        others={detail.versions.filter(({ number }) => number < version.number)}
        onSeek={show}
        onPause={playback.pause}
        open
      />
      <p className="sr-only">{t('keysHint')}</p>
    </>
  )
}

type NoteProps = { growing: Growing; durationMs: number; playback: Playback }

/** How much can be seen so far, and why it may stand still. */
function GrowingNote({ growing, durationMs, playback }: NoteProps) {
  const { t } = useTranslation('library')
  const atEnd = playback.playing && playback.positionMs > growing.readyMs - 500
  return (
    <output>
      {t('growing.note')}.{' '}
      <span className="num">
        {t('growing.ready', { ready: duration(growing.readyMs), total: duration(durationMs) })}
      </span>
      {atEnd && `. ${t('growing.stalled')}`}
    </output>
  )
}
