import { ActionIcon, Button, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { planApprovals } from '../../../server/schedule/publishing/approval.rules.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { toast } from '../../ui/toasts.ts'
import { OtherSide, theirsIn } from '../OtherSide.tsx'
import css from '../SlotForm.module.css'
import own from './PublishingSettings.module.css'
import { editPublishing, type Publishing, usePublishing } from './publishing.api.ts'

type Props = { channelId: string; onClose: () => void }

/** When a second person looks first, and who is called when a published day changes. */
export function PublishingSettings({ channelId, onClose }: Props) {
  const publishing = usePublishing(channelId)
  return (
    <Loaded query={publishing}>
      {(data) => <SettingsForm channelId={channelId} publishing={data} onClose={onClose} />}
    </Loaded>
  )
}

function SettingsForm({ channelId, publishing, onClose }: Props & { publishing: Publishing }) {
  const { t } = useTranslation('publishing')
  const [approval, setApproval] = useState(publishing.planApproval)
  const [people, setPeople] = useState(publishing.callList.map((contact, key) => ({ ...contact, key })))
  const [seen, setSeen] = useState({ planApproval: publishing.planApproval, callList: publishing.callList })
  const [error, setError] = useState<unknown>(null)
  const theirs = theirsIn<typeof seen>(error)
  const change = (key: number, field: 'name' | 'role' | 'phone') => (value: string) =>
    setPeople((now) => now.map((one) => (one.key === key ? { ...one, [field]: value } : one)))
  const nextKey = Math.max(-1, ...people.map(({ key }) => key)) + 1
  const half = people.some(({ name, phone }) => name.trim() === '' || phone.trim() === '')
  const callList = people.map(({ name, role, phone }) => ({ name, role, phone }))
  const save = async () => {
    setError(null)
    try {
      await editPublishing(channelId, { planApproval: approval, callList, seen })
      toast(t('settings.saved'))
      onClose()
    } catch (refusal) {
      setError(refusal)
      setSeen({ ...seen, ...theirsIn<typeof seen>(refusal) })
    }
  }
  return (
    <Drawer
      title={t('settings.title')}
      onClose={onClose}
      foot={
        <ActionButton blocked={half ? t('settings.fillFirst') : undefined} onClick={save}>
          {t('settings.save')}
        </ActionButton>
      }
    >
      <div className={css.form}>
        {theirs ? (
          <OtherSide
            rows={[
              [
                t('settings.approval'),
                t(`settings.when.${approval}`),
                t(`settings.when.${theirs.planApproval ?? approval}`),
              ],
              [t('settings.people'), namesIn(callList), namesIn(theirs.callList ?? callList)],
            ]}
          />
        ) : (
          error !== null && <ErrorState error={error} title={t('settings.failed')} />
        )}
        <Radio.Group
          label={t('settings.approval')}
          value={approval}
          onChange={(value) => setApproval(planApprovals.find((known) => known === value) ?? 'never')}
        >
          <div className={css.checks}>
            {planApprovals.map((value) => (
              <Radio key={value} value={value} label={t(`settings.when.${value}`)} />
            ))}
          </div>
        </Radio.Group>
        <h3>{t('settings.people')}</h3>
        <p className={css.hint}>{t('settings.peopleHint')}</p>
        {people.map(({ key, name, role, phone }) => (
          <fieldset key={key} className={own.person}>
            <legend className="sr-only">{name || t('settings.person')}</legend>
            <TextInput
              label={t('settings.name')}
              value={name}
              onChange={(event) => change(key, 'name')(event.currentTarget.value)}
            />
            <TextInput
              label={t('settings.role')}
              value={role}
              onChange={(event) => change(key, 'role')(event.currentTarget.value)}
            />
            <TextInput
              type="tel"
              label={t('settings.phone')}
              value={phone}
              onChange={(event) => change(key, 'phone')(event.currentTarget.value)}
              rightSection={
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('settings.remove', { name })}
                  onClick={() => setPeople(people.filter((one) => one.key !== key))}
                >
                  <Icon name="trash" size={17} />
                </ActionIcon>
              }
            />
          </fieldset>
        ))}
        <Button
          variant="default"
          leftSection={<Icon name="plus" size={17} />}
          onClick={() => setPeople([...people, { key: nextKey, name: '', role: '', phone: '' }])}
        >
          {t('settings.add')}
        </Button>
      </div>
    </Drawer>
  )
}

const namesIn = (people: Publishing['callList']) =>
  people.map(({ name, role, phone }) => [name, role, phone].filter(Boolean).join(', ')).join('; ')
