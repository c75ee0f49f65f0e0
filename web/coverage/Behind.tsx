import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { lastDay } from '../ui/days.ts'
import { number, shortDate, span } from '../ui/format.ts'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { useMay } from '../ui/session.ts'
import { Callable } from './Callable.tsx'
import css from './Coverage.module.css'
import { type About, type Coverage, useBehind, type Wanted } from './coverage.api.ts'

type Props = { about: About; wanted: Wanted; coverage: Coverage | undefined; onClose: () => void }
type Found = NonNullable<ReturnType<typeof useBehind>['data']>

/** What a figure is made of: who played what on which evening, which lists ask for it, who was there. */
export function Behind({ about, wanted, coverage, onClose }: Props) {
  const { t } = useTranslation('coverage')
  const query = useBehind(wanted, about)
  const row =
    about.of === 'place' ? coverage?.rows.find(({ placeId }) => placeId === about.placeId) : undefined
  const work =
    about.of === 'place' && about.workId ? coverage?.works.find(({ id }) => id === about.workId) : undefined
  return (
    <Drawer
      title={about.of === 'place' ? (row?.name ?? t('place')) : t(`about_${about.of}`)}
      onClose={onClose}
    >
      <div className={css.behind}>
        {work && <p>{work.title}</p>}
        {row && <Callable teams={row.teams} />}
        <Loaded query={query}>
          {({ plays, lists, showings }) => (
            <>
              <Part title={t('played')} none={t('nonePlayed')}>
                {plays.map((play, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: plays have no id, and the list is never reordered
                  <Play key={index} play={play} titled={!work} />
                ))}
              </Part>
              {about.of === 'place' && (
                <>
                  <Part title={t('askedBy')} none={t('noneAsked')}>
                    {lists.map((list) => (
                      <List key={`${list.playlistId} ${list.workId} ${list.language}`} list={list} />
                    ))}
                  </Part>
                  <Part title={t('showingsHere')} none={t('noShowings')}>
                    {showings.map((one) => (
                      <ShowingLine key={one.id} showing={one} />
                    ))}
                  </Part>
                </>
              )}
            </>
          )}
        </Loaded>
      </div>
    </Drawer>
  )
}

function Part({ title, none, children }: { title: string; none: string; children: ReactNode[] }) {
  return (
    <section>
      <h3>{title}</h3>
      {children.length === 0 ? <p className="sec">{none}</p> : <ul>{children}</ul>}
    </section>
  )
}

function Play({ play, titled }: { play: Found['plays'][number]; titled: boolean }) {
  const { t } = useTranslation('coverage')
  const times = play.partly
    ? t('partlyOf', { length: span(play.playedMs) })
    : t(play.measured ? 'measured' : 'declared', { count: play.times })
  return (
    <li>
      <b className="num">{shortDate(play.day)}</b> <LanguageChip language={play.language} />{' '}
      <span className="num">{times}</span>
      {titled && <span>{play.title}</span>}
      <small>{[play.hamlet ?? t('noHamlet'), play.device, play.team].filter(Boolean).join(' · ')}</small>
    </li>
  )
}

function List({ list }: { list: Found['lists'][number] }) {
  const { t } = useTranslation('coverage')
  const mayRead = useMay('playlists.read')
  const days = t('fromTo', { from: shortDate(list.validFrom), to: shortDate(lastDay(list.validTo)) })
  return (
    <li>
      {mayRead ? (
        <Link className="link" to="/danh-sach-phat/$playlistId" params={{ playlistId: list.playlistId }}>
          {list.title}
        </Link>
      ) : (
        list.title
      )}
      <small>
        <span className="num">{days}</span> <LanguageChip language={list.language} />
      </small>
    </li>
  )
}

function ShowingLine({ showing }: { showing: Found['showings'][number] }) {
  const { t } = useTranslation('coverage')
  const mayRead = useMay('trips.read')
  const { id, day, hamlet, team, state, audience } = showing
  return (
    <li>
      <b className="num">{shortDate(day)}</b>{' '}
      {mayRead ? (
        <Link className="link" to="/chuyen-di" search={{ thang: day.slice(0, 7), chot: id }}>
          {hamlet}
        </Link>
      ) : (
        hamlet
      )}
      <small>
        {team} · {t(`showing_${state}`)}
        {audience !== null && ` · ${t('people', { count: audience, number: number(audience) })}`}
      </small>
    </li>
  )
}
