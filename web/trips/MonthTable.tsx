import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shortDate } from '../ui/format.ts'
import { PhoneLink } from '../ui/PhoneLink.tsx'
import { Chip } from '../ui/StatusChip.tsx'
import { useMay } from '../ui/session.ts'
import { toast } from '../ui/toasts.ts'
import css from './Trips.module.css'
import { type Showing, useChangeShowing } from './trips.api.ts'

type Props = { showings: readonly Showing[]; selected: string | undefined; onOpen: (id: string) => void }

/** On a wide page a table; on a phone each showing is a sheet of its own, with the same words. */
export function MonthTable({ showings, selected, onOpen }: Props) {
  const { t } = useTranslation('trips')
  return (
    <div className={css.month}>
      <table className={css.table}>
        <thead>
          <tr>
            {(['day', 'time', 'team', 'hamlet', 'head', 'phone', 'outcome'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {showings.map((showing) => (
            <Row
              key={showing.id}
              showing={showing}
              selected={showing.id === selected}
              onOpen={() => onOpen(showing.id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ showing, selected, onOpen }: { showing: Showing; selected: boolean; onOpen: () => void }) {
  const { t } = useTranslation('trips')
  const { id, day, time, team, hamlet, place, headName, headPhone, state, revision } = showing
  const mayClose = useMay('trips.close')
  const mayEdit = useMay('trips.edit')
  const change = useChangeShowing()
  const drop = () =>
    change.mutate(
      { id, revision, cancelled: true },
      {
        onSuccess: (now) =>
          toast(t('dropped', { name: hamlet.name }), {
            undo: () => change.mutate({ id, revision: now.revision, cancelled: false }),
          }),
      },
    )
  return (
    <tr data-selected={selected || undefined}>
      <td className="num">{shortDate(day)}</td>
      <td className="num">{time}</td>
      <td>{team.name}</td>
      <td>
        <Link className="link" to="/xom" search={{ xem: hamlet.id }}>
          {hamlet.name}
        </Link>{' '}
        <span className="sec">{place.name}</span>
      </td>
      <td>{headName}</td>
      <td className="num">
        <PhoneLink phone={headPhone} />
      </td>
      <td className={css.outcome}>
        <div>
          <Outcome showing={showing} />
          {mayClose && (
            <Button
              size="row"
              variant="default"
              onClick={onOpen}
              aria-label={t('closeOf', { name: hamlet.name })}
            >
              {t(state === 'planned' ? 'close' : 'correct')}
            </Button>
          )}
          {mayEdit && state === 'planned' && (
            <Button
              size="row"
              variant="subtle"
              onClick={drop}
              aria-label={t('dropOf', { name: hamlet.name })}
            >
              {t('drop')}
            </Button>
          )}
        </div>
      </td>
    </tr>
  )
}

function Outcome({
  showing: { state, audience, exact, reason, movedTo, photo, playlist },
}: {
  showing: Showing
}) {
  const { t } = useTranslation('trips')
  if (state === 'held')
    return (
      <span>
        <Chip tone="ok" icon="check" bare>
          {t(exact ? 'heldExactly' : 'heldRoughly', { count: audience ?? 0 })}
        </Chip>
        {playlist && <small className="sec"> {playlist}</small>}
        {photo && !photo.arrived && <small className="sec"> {t('photoWaits')}</small>}
      </span>
    )
  if (state === 'postponed')
    return (
      <Chip tone="warn" icon="clock" bare>
        {movedTo ? t('moved', { reason, day: shortDate(movedTo) }) : t('postponed', { reason })}
      </Chip>
    )
  return (
    <Chip tone="neutral" icon="cal" bare>
      {t('planned')}
    </Chip>
  )
}
