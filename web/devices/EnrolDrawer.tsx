import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { clockTime } from '../ui/format.ts'
import { usePerson } from '../ui/session.ts'
import css from './Devices.module.css'
import { useMakeCode, useTeams } from './devices.api.ts'

/** Makes a code for one device of one team; it is shown this once, as a QR and to be read out. */
export function EnrolDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('devices')
  const person = usePerson()
  const teams = useTeams().data ?? []
  const own =
    person?.role === 'film_team'
      ? teams.filter((team) => team.members.some(({ id }) => id === person.id))
      : teams
  const [chosen, setChosen] = useState<string | null>(null)
  const teamId = chosen ?? (own.length === 1 ? (own[0]?.id ?? null) : null)
  const [name, setName] = useState('')
  const make = useMakeCode()
  const made = make.data
  return (
    <Drawer title={t('enrol')} onClose={onClose}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (teamId) make.mutate({ teamId, name })
        }}
      >
        <Select
          label={t('team')}
          required
          data={own.map((team) => ({ value: team.id, label: team.name }))}
          value={teamId}
          onChange={setChosen}
        />
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          required
          minLength={2}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={make.isPending} disabled={!teamId}>
          {t('makeCode')}
        </Button>
      </form>
      {make.error && <ErrorState error={make.error} />}
      {made && (
        <section className={css.code} aria-live="polite" aria-label={t('code')}>
          <img
            src={`data:image/svg+xml;utf8,${encodeURIComponent(made.qrSvg)}`}
            alt={t('qr')}
            width={220}
            height={220}
          />
          <p className={`num ${css.signs}`}>{made.code}</p>
          <p>{t('codeUntil', { time: clockTime(made.expiresAt) })}</p>
          <p className="sec">{t('codeHow')}</p>
        </section>
      )}
    </Drawer>
  )
}
