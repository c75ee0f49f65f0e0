import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { listen } from '../ui/listen.ts'
import { mediaUrl, type Version } from './library.api.ts'
import css from './Preview.module.css'
import type { Audition } from './use-audition.ts'

type Props = { version: Version | undefined; title: string; audition: Audition }

/** The poster, which is also the button that auditions: picture and sound start in its place. */
export function Preview({ version, title, audition }: Props) {
  const { t } = useTranslation('library')
  if (!version)
    return (
      <div className={css.frame}>
        <Still icon="folder" />
      </div>
    )
  const playable = version.sourceState === 'ready'
  const playing = playable && audition.versionId === version.id
  const pictured =
    !version.soundOnly && version.sourceState !== 'arrived' && version.sourceState !== 'refused'
  return (
    <div className={css.frame}>
      {playing ? (
        <Playing version={version} onEnd={audition.stop} />
      ) : pictured ? (
        <img src={mediaUrl(version.id, 'poster')} alt="" loading="lazy" />
      ) : (
        <Still icon={version.soundOnly ? 'wave' : 'film'} />
      )}
      {playable && (
        <button
          type="button"
          className={css.play}
          tabIndex={-1}
          onClick={() => audition.toggle(version.id)}
          aria-label={t(playing ? 'auditionStop' : 'audition', { title })}
        >
          <Icon name={playing ? 'pause' : 'play'} size={18} />
        </button>
      )}
    </div>
  )
}

function Still({ icon }: { icon: 'folder' | 'wave' | 'film' }) {
  return (
    <span className={css.still}>
      <Icon name={icon} size={24} />
    </span>
  )
}

function Playing({ version, onEnd }: { version: Version; onEnd: () => void }) {
  const media = useRef<HTMLVideoElement>(null)
  const { inMs, outMs, id } = version
  useEffect(() => {
    const element = media.current
    if (!element) return
    const from = (inMs ?? 0) / 1000
    const begin = () => {
      if (from > 0) element.currentTime = from
      element.play().catch(onEnd)
    }
    const follow = () => {
      if (outMs !== null && element.currentTime * 1000 >= outMs) onEnd()
    }
    return listen(element, { loadedmetadata: begin, timeupdate: follow, ended: onEnd })
  }, [inMs, outMs, onEnd])
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: the spoken text stands on the work's own page */}
      <video ref={media} src={mediaUrl(id, version.soundOnly ? 'sound' : 'proxy')} playsInline />
      {version.soundOnly && <Still icon="wave" />}
    </>
  )
}
