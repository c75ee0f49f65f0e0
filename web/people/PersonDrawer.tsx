import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { toast } from '../ui/toasts.ts'
import { CodePanel } from './CodePanel.tsx'
import css from './People.module.css'
import { PersonForm, type PersonInput } from './PersonForm.tsx'
import { Problem } from './Problem.tsx'
import { type Person, useAddPerson, useChangePerson, useMakeCode } from './people.api.ts'

const blank: PersonInput = {
  name: '',
  phone: '',
  login: '',
  unitId: '',
  newUnit: '',
  role: 'producer',
  languages: ['vi'],
  active: true,
}

type AddProps = { onClose: () => void; onAdded: (id: string) => void }

export function AddPersonDrawer({ onClose, onAdded }: AddProps) {
  const { t } = useTranslation('people')
  const add = useAddPerson()
  const submit = ({ active: _, phone, login, newUnit, ...rest }: PersonInput) =>
    add.mutate(
      {
        ...rest,
        newUnit,
        ...(phone.trim() ? { phone: phone.trim() } : {}),
        ...(login.trim() ? { login: login.trim() } : {}),
      },
      {
        onSuccess: ({ id, login: made }) => {
          toast(t('added', { name: rest.name, login: made }))
          onAdded(id)
        },
      },
    )
  return (
    <Drawer title={t('addOne')} onClose={onClose}>
      <PersonForm start={blank} isNew submit={t('form.add')} busy={add.isPending} onSubmit={submit} />
      <Problem error={add.error} />
    </Drawer>
  )
}

export function PersonDrawer({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('people')
  const save = useChangePerson(person.id)
  const code = useMakeCode(person.id)
  const start: PersonInput = {
    ...blank,
    name: person.name,
    phone: person.phone ?? '',
    unitId: person.unit.id,
    role: person.role,
    languages: person.languages as PersonInput['languages'],
    active: person.active,
  }
  const submit = ({ name, phone, unitId, newUnit, role, languages, active }: PersonInput) =>
    save.mutate(
      { name, phone: phone.trim() || null, unitId, newUnit, role, languages, active },
      { onSuccess: () => toast(t('saved', { name })) },
    )
  return (
    <Drawer title={person.name} onClose={onClose}>
      <div className={css.form}>
        <p className="sec">
          {t('loginIs')} <b className="num">{person.login}</b>
        </p>
        {code.data ? (
          <CodePanel slip={code.data} />
        ) : (
          person.active && (
            <div className={css.codeOffer}>
              <p>{t(person.hasPassword ? 'code.forForgotten' : 'code.forFirst')}</p>
              <Button variant="default" onClick={() => code.mutate()} loading={code.isPending}>
                {t('code.make')}
              </Button>
            </div>
          )
        )}
        <Problem error={code.error} />
      </div>
      <hr className={css.rule} />
      <PersonForm start={start} submit={t('form.save')} busy={save.isPending} onSubmit={submit} />
      <Problem error={save.error} />
    </Drawer>
  )
}
