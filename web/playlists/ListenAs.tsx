import { ActionIcon } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { useMay } from '../ui/session.ts'
import { store } from '../ui/store.ts'
import type { Resolution } from './playlists.api.ts'

/** Which place is being listened to: one at a time on the page. */
const playing = store<string | null>(null)

/** Plays what a place will hear, work after work, as it was recorded. */
export function ListenAs({
  target,
  items,
}: {
  target: Resolution['targets'][number]
  items: Resolution['items']
}) {
  const { t } = useTranslation('playlists')
  const mayListen = useMay('library.listen')
  const [at, setAt] = useState(0)
  const key = `${target.kind} ${target.id}`
  const on = playing.use() === key
  const heard = target.cells.flatMap(({ first }, index) =>
    first ? [{ ...first, title: items[index]?.title ?? '' }] : [],
  )
  const current = on ? heard[at] : undefined
  if (!mayListen || heard.length === 0) return null
  const toggle = () => {
    setAt(0)
    playing.set(on ? null : key)
  }
  const next = () => (at + 1 < heard.length ? setAt(at + 1) : playing.set(null))
  return (
    <>
      <ActionIcon
        size={26}
        radius="xl"
        variant={on ? 'filled' : 'default'}
        onClick={toggle}
        title={t(on ? 'stop' : 'listen')}
        aria-label={t(on ? 'stopListening' : 'listenAs', { place: target.name })}
      >
        <Icon name={on ? 'square' : 'play'} size={12} />
      </ActionIcon>
      {current && (
        <>
          <small aria-live="polite">{current.title}</small>
          {/* biome-ignore lint/a11y/useMediaCaption: the words of announcements stand in the library beside them */}
          <audio
            key={at}
            autoPlay
            src={`/api/versions/${current.versionId}/media/sound`}
            onLoadedMetadata={({ currentTarget }) => {
              currentTarget.currentTime = (current.inMs ?? 0) / 1000
            }}
            onTimeUpdate={({ currentTarget }) => {
              if (current.outMs !== null && currentTarget.currentTime * 1000 >= current.outMs) next()
            }}
            onEnded={next}
            onError={next}
          />
        </>
      )}
    </>
  )
}
