import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateInput } from '../ui/DateInput.tsx'
import { plusDays } from '../ui/days.ts'
import { fold } from '../ui/fold.ts'
import { date } from '../ui/format.ts'
import { TimeInput } from '../ui/TimeInput.tsx'
import css from './Trips.module.css'
import { useAddShowings, useHamlets, useProposals, useTeams } from './trips.api.ts'

/** One row to type: Enter plans it and goes on to the next evening. Hamlets that were unserved longest come first. */
export function AddRow({ month, today }: { month: string; today: string }) {
  const { t } = useTranslation('trips')
  const first = today.startsWith(month) ? today : `${month}-01`
  const [day, setDay] = useState(first)
  const [time, setTime] = useState('19:30')
  const teams = useTeams().data ?? []
  const [team, setTeam] = useState('')
  const teamId = team || (teams[0]?.id ?? '')
  const [typed, setTyped] = useState('')
  const hamlets = useHamlets(day).data ?? []
  const proposals = useProposals(teamId, day).data ?? []
  const add = useAddShowings()
  const nameOf = (one: (typeof hamlets)[number]) => `${one.name}, ${one.area.name}`
  const asked = fold(typed)
  const hamlet =
    hamlets.find((one) => fold(nameOf(one)) === asked) ??
    only(hamlets.filter((one) => fold(one.name) === asked)) ??
    only(hamlets.filter((one) => one.formerNames.some((name) => asked === fold(name))))
  const renamed = hamlet && ![nameOf(hamlet), hamlet.name].some((name) => fold(name) === asked)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!hamlet || !teamId) return
    add.mutate([{ teamId, day, time, note: '', hamlet: { id: hamlet.id } }], {
      onSuccess: () => {
        setTyped('')
        setDay(plusDays(day, 1))
      },
    })
  }
  return (
    <form className={css.add} onSubmit={submit} aria-label={t('add')}>
      <DateInput
        required
        withAsterisk={false}
        label={t('column.day')}
        value={day}
        onChange={(wanted) => wanted && setDay(wanted)}
      />
      <div className={css.time}>
        <span aria-hidden="true">{t('column.time')}</span>
        <TimeInput label={t('column.time')} value={time} onChange={setTime} />
      </div>
      <label>
        {t('column.team')}
        <select value={teamId} onChange={(event) => setTeam(event.currentTarget.value)}>
          {teams.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className={css.wide}>
        {t('column.hamlet')}
        <input
          list="hamlets"
          required
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          aria-describedby="hamlet-hint"
        />
        <datalist id="hamlets">
          {hamlets.map((one) => (
            <option key={one.id} value={nameOf(one)}>
              {one.lastServed ? t('lastServed', { day: date(one.lastServed) }) : t('neverServed')}
            </option>
          ))}
        </datalist>
      </label>
      <Button type="submit" loading={add.isPending}>
        {t('addOne')}
      </Button>
      <p id="hamlet-hint" className="sec" role={add.error ? 'alert' : undefined}>
        {add.error?.message ??
          (typed !== '' && !hamlet
            ? t('pickHamlet')
            : renamed
              ? t('formerly', { old: typed, name: nameOf(hamlet) })
              : '')}
      </p>
      {proposals.length > 0 && (
        <div className={css.proposals}>
          <span className="sec">{t('proposals')}</span>
          {proposals.slice(0, 4).map((one) => (
            <Button key={one.id} size="row" variant="default" onClick={() => setTyped(nameOf(one))}>
              {one.name}
            </Button>
          ))}
        </div>
      )}
    </form>
  )
}

const only = <T,>(fitting: readonly T[]): T | undefined => (fitting.length === 1 ? fitting[0] : undefined)
