import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { usePlayback } from '../ui/use-playback.ts'
import { useTransportKeys } from '../ui/use-transport-keys.ts'
import { ActsPanel } from './ActsPanel.tsx'
import { bandsOf } from './acts.ts'
import { mediaUrl, type Products, useProducts, useReport, type Version } from './library.api.ts'
import { Player } from './Player.tsx'
import { Progress } from './Progress.tsx'
import type { Marks, Shown } from './shown.ts'
import { TechCheck } from './TechCheck.tsx'
import css from './WorkPage.module.css'

/** Player, acts and technical check, all at one place in time. */
export function Room(props: Shown & { version: Version }) {
  const { version } = props
  const products = useProducts(version.id)
  const report = useReport(version.id)
  if (products.error) return <ErrorState error={products.error} onRetry={() => products.refetch()} />
  if (!products.data || !report.data) return <Skeletons rows={6} height={50} />
  if (!products.data.proxy)
    return (
      <section className={`card ${css.waiting}`}>
        {products.data.poster && <img src={mediaUrl(version.id, 'poster')} alt="" />}
        <Progress report={report.data} />
      </section>
    )
  return <Playing {...props} products={products.data} proxy={products.data.proxy} />
}

type PlayingProps = Shown & { version: Version; products: Products; proxy: NonNullable<Products['proxy']> }

function Playing({ detail, version, mayEdit, products, proxy }: PlayingProps) {
  const { t } = useTranslation('library')
  const { durationMs, soundOnly } = version
  const playback = usePlayback({ startMs: version.inMs ?? 0, durationMs, fps: proxy.fps })
  const [marks, setMarks] = useState<Marks>({ inMs: null, outMs: null })
  const report = useReport(version.id)
  const markIn = () => setMarks((before) => ({ ...before, inMs: playback.here() }))
  const markOut = () => setMarks((before) => ({ ...before, outMs: playback.here() }))
  useTransportKeys(playback)
  useHotkeys({ i: markIn, o: markOut }, mayEdit)
  return (
    <>
      <div className={css.room}>
        <Player
          playback={playback}
          durationMs={durationMs}
          soundOnly={soundOnly}
          src={mediaUrl(version.id, soundOnly ? 'sound' : 'proxy')}
          // A cut shows its own first picture; the poster is the whole recording's.
          poster={
            !soundOnly && products.poster && version.inMs === null
              ? mediaUrl(version.id, 'poster')
              : undefined
          }
          note={t(soundOnly ? 'player.soundOnly' : 'player.preview')}
        />
        <ActsPanel
          detail={detail}
          version={version}
          mayEdit={mayEdit}
          playback={playback}
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
          bands={bandsOf(detail.acts, version)}
          onBand={({ fromMs }) => playback.seek(fromMs)}
        />
      )}
      <p className="sr-only">{t('keysHint')}</p>
    </>
  )
}
