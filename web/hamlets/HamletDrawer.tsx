import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { lastDay } from '../ui/days.ts'
import { date, number, shortDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { PhoneLink } from '../ui/PhoneLink.tsx'
import { useMay } from '../ui/session.ts'
import { CloseHamlet } from './CloseHamlet.tsx'
import { HamletForm } from './HamletForm.tsx'
import css from './Hamlets.module.css'
import { type Hamlet, useHistory } from './hamlets.api.ts'

type Props = { hamlet: Hamlet; today: string; onOpen: (id: string) => void; onClose: () => void }
type History = NonNullable<ReturnType<typeof useHistory>['data']>

const ways = ['correct', 'change', 'end'] as const

/** One hamlet: whom to call, what it was called, who was there; correcting it, or saying what becomes of it. */
export function HamletDrawer({ hamlet, today, onOpen, onClose }: Props) {
  const { t } = useTranslation('hamlets')
  const mayEdit = useMay('trips.edit')
  const [way, setWay] = useState<(typeof ways)[number]>()
  const history = useHistory(hamlet.id)
  const done = (id = hamlet.id) => {
    setWay(undefined)
    onOpen(id)
  }
  return (
    <Drawer title={hamlet.name} onClose={onClose}>
      <p className="sec">{hamlet.area.name}</p>
      <p>
        {hamlet.headName || t('noHead')} <PhoneLink phone={hamlet.headPhone} />
      </p>
      {mayEdit && way === undefined && (
        <div className={css.buttons}>
          {ways.map((one) => (
            <Button key={one} size="row" variant="default" onClick={() => setWay(one)}>
              {t(`way.${one}`)}
            </Button>
          ))}
        </div>
      )}
      {(way === 'correct' || way === 'change') && (
        <HamletForm
          hamlet={hamlet}
          dated={way === 'change'}
          today={today}
          onDone={done}
          onCancel={() => setWay(undefined)}
        />
      )}
      {way === 'end' && (
        <CloseHamlet hamlet={hamlet} today={today} onDone={onClose} onCancel={() => setWay(undefined)} />
      )}
      <Loaded query={history}>
        {({ names, showings }) => (
          <>
            {names.length > 1 && <Names names={names} />}
            <Showings showings={showings} lastServed={hamlet.lastServed} />
          </>
        )}
      </Loaded>
    </Drawer>
  )
}

function Names({ names }: Pick<History, 'names'>) {
  const { t } = useTranslation('hamlets')
  return (
    <section className={css.part}>
      <h3>{t('names')}</h3>
      <ul>
        {names.map((one) => (
          <li key={one.id}>
            <b>{one.name}</b>
            <small>
              {one.validTo
                ? t('until', { from: date(one.validFrom), to: date(lastDay(one.validTo)) })
                : t('since', { from: date(one.validFrom) })}
              {' · '}
              {one.area.name}
              {one.headName && ` · ${one.headName}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Showings({ showings, lastServed }: Pick<History, 'showings'> & Pick<Hamlet, 'lastServed'>) {
  const { t } = useTranslation('hamlets')
  return (
    <section className={css.part}>
      <h3>{t('showings')}</h3>
      {/* A film team sees its own alone: another may have been there. */}
      {showings.length === 0 && (
        <p className="sec">{lastServed ? t('servedLast', { day: date(lastServed) }) : t('neverServed')}</p>
      )}
      <ul>
        {showings.map(({ id, day, team, state, audience }) => (
          <li key={id}>
            <Link className="link num" to="/chuyen-di" search={{ thang: day.slice(0, 7), chot: id }}>
              {date(day)}
            </Link>
            <small>
              {team} · {t(`state.${state}`)}
              {audience !== null && ` · ${t('people', { count: audience, number: number(audience) })}`}
            </small>
          </li>
        ))}
      </ul>
      {showings.length === 20 && (
        <p className="sec">{t('onlyLatest', { day: shortDate(showings[19]?.day ?? '') })}</p>
      )}
    </section>
  )
}
