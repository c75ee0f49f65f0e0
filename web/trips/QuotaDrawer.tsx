import { Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { toast } from '../ui/toasts.ts'
import css from './Trips.module.css'
import { type Quotas, useQuotas, useSetQuota } from './trips.api.ts'

/** How many showings every team, or one, is to hold: from this month on, or in this month alone. */
export function QuotaDrawer({ month, onClose }: { month: string; onClose: () => void }) {
  const { t } = useTranslation('trips')
  return (
    <Drawer title={t('quotas.title')} onClose={onClose}>
      <Loaded query={useQuotas(month)}>
        {(quotas) => (
          <>
            <Held quotas={quotas} />
            <QuotaForm quotas={quotas} month={month} />
          </>
        )}
      </Loaded>
    </Drawer>
  )
}

function Held({ quotas: { usual, teams } }: { quotas: Quotas }) {
  const { t } = useTranslation('trips')
  return (
    <ul className={css.held}>
      <li>
        <b>{t('quotas.every')}</b> <span className="num">{t('quotas.count', { count: usual.sessions })}</span>
        {usual.document && <small className="sec">{usual.document}</small>}
      </li>
      {teams.map((team) => (
        <li key={team.id}>
          <b>{team.name}</b> <span className="num">{t('quotas.count', { count: team.sessions })}</span>
          <small className="sec">{team.own ? team.document || t('quotas.own') : t('quotas.asEvery')}</small>
        </li>
      ))}
    </ul>
  )
}

const EVERY = 'every'

function QuotaForm({ quotas: { usual, teams }, month }: { quotas: Quotas; month: string }) {
  const { t } = useTranslation('trips')
  const [team, setTeam] = useState(EVERY)
  const own = teams.find(({ id }) => id === team)
  const [sessions, setSessions] = useState<number | string>(usual.sessions)
  const [onlyThisMonth, setOnly] = useState(false)
  const [document, setDocument] = useState('')
  const save = useSetQuota()
  const say = (wanted: number | null) => {
    const teamId = team === EVERY ? null : team
    save.mutate(
      { teamId, month, sessions: wanted, onlyThisMonth, document },
      { onSuccess: () => toast(t('quotas.saved')) },
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    say(Number(sessions))
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <Select
        label={t('quotas.whose')}
        allowDeselect={false}
        data={[
          { value: EVERY, label: t('quotas.every') },
          ...teams.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={team}
        onChange={(value) => {
          setTeam(value ?? EVERY)
          setSessions(teams.find(({ id }) => id === value)?.sessions ?? usual.sessions)
        }}
      />
      <NumberInput
        label={t('quotas.sessions')}
        required
        min={0}
        max={200}
        allowDecimal={false}
        value={sessions}
        onChange={setSessions}
      />
      <TextInput
        label={t('quotas.document')}
        maxLength={200}
        value={document}
        onChange={(event) => setDocument(event.currentTarget.value)}
      />
      <Checkbox
        label={t('quotas.only', { month: month.slice(5), year: month.slice(0, 4) })}
        checked={onlyThisMonth}
        onChange={(event) => setOnly(event.currentTarget.checked)}
      />
      <Button type="submit" loading={save.isPending} disabled={sessions === ''}>
        {t('quotas.save')}
      </Button>
      {own?.own && (
        <Button variant="default" onClick={() => say(null)}>
          {t('quotas.asEveryAgain')}
        </Button>
      )}
      {save.error && <ErrorState error={save.error} />}
    </form>
  )
}
