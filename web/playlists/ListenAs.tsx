import { Button, Select } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { fold } from '../ui/fold.ts'
import { duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { LanguageChip, languageName } from '../ui/LanguageChip.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { type Heard, type PlaceRef, useHearing, useHearingPlaces } from './hearing.api.ts'
import css from './ListenAs.module.css'
import { type Programme, useProgramme } from './use-programme.ts'

type Props = { playlistId: string; place: PlaceRef; onClose: () => void }

/** Plays what a place hears, in its order, with the pause and the holes; any commune within a target can be chosen. */
export function ListenAs({ playlistId, place: first, onClose }: Props) {
  const { t } = useTranslation('playlists')
  const [place, setPlace] = useState(first)
  useEffect(() => setPlace(first), [first])
  const hearing = useHearing(playlistId, place)
  const programme = useProgramme(hearing.data?.programme ?? [])
  const { stop } = programme
  // Another place is another evening.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new place ends what plays
  useEffect(() => stop(), [place.id])
  const name = hearing.data?.place.name ?? ''
  return (
    <Drawer title={t('listenAs', { place: name })} onClose={onClose}>
      <div className={css.controls}>
        <PlaceChoice playlistId={playlistId} place={place} onChange={setPlace} />
        <Loaded query={hearing}>
          {({ place: there, through, totalMs }) => (
            <p className="sec">
              {there.languages.map(languageName).join(' › ')}
              {through && <> · {t('hear.through', { name: through.name })}</>}
              {' · '}
              <span className="num">{duration(totalMs)}</span>
            </p>
          )}
        </Loaded>
        <div className={css.buttons}>
          <Button
            onClick={programme.toggle}
            leftSection={<Icon name={programme.playing ? 'pause' : 'play'} size={16} />}
          >
            {t(programme.playing ? 'hear.hold' : 'hear.play')}
          </Button>
          <Button variant="default" onClick={programme.previous} disabled={programme.at === null}>
            {t('hear.previous')}
          </Button>
          <Button variant="default" onClick={programme.next} disabled={programme.at === null}>
            {t('hear.next')}
          </Button>
        </div>
        <Sound programme={programme} />
      </div>
      <ol className={css.programme}>
        {hearing.data?.programme.map((heard, index) => (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: a place in the evening is its number
            key={index}
            heard={heard}
            current={programme.at === index}
            pauseLeft={programme.at === index ? programme.pauseLeft : null}
            onStart={() => programme.start(index)}
          />
        ))}
      </ol>
    </Drawer>
  )
}

function PlaceChoice({
  playlistId,
  place,
  onChange,
}: {
  playlistId: string
  place: PlaceRef
  onChange: (place: PlaceRef) => void
}) {
  const { t } = useTranslation('playlists')
  const places = useHearingPlaces(playlistId).data ?? []
  const key = ({ kind, id }: PlaceRef) => `${kind} ${id}`
  // A place can lie in two targets, such as a district and a cluster: it is chosen once.
  const known = new Map(places.map((one) => [key(one), one]))
  return (
    <Select
      label={t('hear.place')}
      searchable
      allowDeselect={false}
      value={key(place)}
      onChange={(chosen) => {
        const next = chosen && known.get(chosen)
        if (next) onChange({ kind: next.kind, id: next.id })
      }}
      data={[...known].map(([value, { name, within }]) => ({
        value,
        label: within ? t('hear.within', { name, within }) : name,
      }))}
      filter={({ options, search }) =>
        options.filter((option) => 'label' in option && fold(option.label).includes(fold(search)))
      }
      nothingFoundMessage={t('nothingFound')}
    />
  )
}

function Sound({ programme: { audio, playing } }: { programme: Programme }) {
  const element = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    if (playing) element.current?.play().catch(() => undefined)
    else element.current?.pause()
  }, [playing])
  if (!audio) return null
  return (
    // biome-ignore lint/a11y/useMediaCaption: the words of announcements stand in the library beside them
    <audio
      ref={element}
      key={audio.key}
      autoPlay
      src={audio.src}
      onLoadedMetadata={({ currentTarget }) => {
        currentTarget.currentTime = audio.start
      }}
      onTimeUpdate={({ currentTarget }) => audio.onTime(currentTarget.currentTime)}
      onEnded={audio.onEnded}
      onError={audio.onEnded}
    />
  )
}

type LineProps = { heard: Heard; current: boolean; pauseLeft: number | null; onStart: () => void }

function Line({ heard, current, pauseLeft, onStart }: LineProps) {
  const { t } = useTranslation('playlists')
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const shared = {
    ref: row,
    className: css.line,
    'data-what': heard.what,
    'aria-current': current || undefined,
  }
  if (heard.what === 'pause')
    return (
      <li {...shared}>
        <button type="button" onClick={onStart}>
          {t('pause')}
        </button>
        <span className="num">{duration(pauseLeft === null ? heard.durationMs : pauseLeft * 1000)}</span>
      </li>
    )
  if (heard.what === 'hole')
    return (
      <li {...shared}>
        <span>
          {heard.title}
          <small>{t('hear.hole')}</small>
        </span>
      </li>
    )
  return (
    <li {...shared}>
      <button type="button" onClick={onStart}>
        {heard.title}
      </button>
      <span className="num">{duration(heard.durationMs)}</span>
      <span className={css.how}>
        <LanguageChip language={heard.language} />
        {heard.second && t('twice.follows')}
        {heard.switched && t('hear.switched')}
      </span>
    </li>
  )
}
