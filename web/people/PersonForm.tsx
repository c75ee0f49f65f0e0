import { Button, MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roles } from '../../server/http/permissions.rules.ts'
import { normalisePhone } from '../../server/people/phone.rules.ts'
import { languageCodes, languageName } from '../ui/LanguageChip.tsx'
import type { Role } from '../ui/session.ts'
import css from './People.module.css'
import { useUnits } from './people.api.ts'

export interface PersonInput {
  name: string
  phone: string
  login: string
  unitId: string
  newUnit: string
  role: Role
  languages: (typeof languageCodes)[number][]
  active: boolean
}

type Props = {
  start: PersonInput
  /** A user name can be chosen once, when the account is made. */
  isNew?: boolean
  submit: string
  busy: boolean
  onSubmit: (input: PersonInput) => void
}

export function PersonForm({ start, isNew = false, submit, busy, onSubmit }: Props) {
  const { t } = useTranslation(['people', 'common'])
  const [input, setInput] = useState(start)
  const [addsUnit, setAddsUnit] = useState(false)
  const [tried, setTried] = useState(false)
  const units = useUnits().data ?? []
  const set = (change: Partial<PersonInput>) => setInput({ ...input, ...change })
  const problems = {
    name: input.name.trim().length < 2 && t('form.needName'),
    phone: input.phone.trim() !== '' && !normalisePhone(input.phone) && t('form.badPhone'),
    unit: !(addsUnit ? input.newUnit.trim() : input.unitId) && t('form.needUnit'),
    languages: input.languages.length === 0 && t('form.needLanguage'),
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!Object.values(problems).some(Boolean))
      onSubmit({ ...input, newUnit: addsUnit ? input.newUnit.trim() : '' })
  }
  return (
    <form className={css.form} onSubmit={send} noValidate>
      <TextInput
        label={t('form.name')}
        autoComplete="off"
        value={input.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={tried && problems.name}
      />
      <TextInput
        label={t('form.phone')}
        description={t('form.phoneHint')}
        type="tel"
        autoComplete="off"
        value={input.phone}
        onChange={(event) => set({ phone: event.currentTarget.value })}
        error={tried && problems.phone}
      />
      {addsUnit ? (
        <TextInput
          label={t('form.newUnit')}
          value={input.newUnit}
          onChange={(event) => set({ newUnit: event.currentTarget.value })}
          error={tried && problems.unit}
          autoFocus
        />
      ) : (
        <Select
          label={t('form.unit')}
          searchable
          nothingFoundMessage={t('form.noUnit')}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          value={input.unitId || null}
          onChange={(unitId) => set({ unitId: unitId ?? '' })}
          error={tried && problems.unit}
        />
      )}
      <button type="button" className={css.textButton} onClick={() => setAddsUnit(!addsUnit)}>
        {t(addsUnit ? 'form.chooseUnit' : 'form.addUnit')}
      </button>
      <Select
        label={t('form.role')}
        description={t(`roleMeans.${input.role}`)}
        allowDeselect={false}
        data={roles.map((role) => ({ value: role, label: t(`common:role.${role}`) }))}
        value={input.role}
        onChange={(role) => set({ role: (role ?? input.role) as Role })}
      />
      <MultiSelect
        label={t('form.languages')}
        description={t('form.languagesHint')}
        data={languageCodes.map((code) => ({ value: code, label: languageName(code) }))}
        value={input.languages}
        onChange={(languages) => set({ languages: languages as PersonInput['languages'] })}
        error={tried && problems.languages}
      />
      {isNew ? (
        <TextInput
          label={t('form.login')}
          description={t('form.loginHint')}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={input.login}
          onChange={(event) => set({ login: event.currentTarget.value })}
        />
      ) : (
        <Switch
          label={t('form.active')}
          description={t('form.activeHint')}
          checked={input.active}
          onChange={(event) => set({ active: event.currentTarget.checked })}
        />
      )}
      <Button type="submit" loading={busy}>
        {submit}
      </Button>
    </form>
  )
}
