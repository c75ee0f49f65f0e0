import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseTimeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useMay } from '../../ui/session.ts'
import css from './ChannelTabs.module.css'
import { addChannel } from './calendar.api.ts'

type Props = {
  channels: readonly { id: string; name: string }[]
  chosen: string | undefined
  onChoose: (id: string) => void
}

/** One tab for each channel, and a further one for those who may. One alone takes no room from the week. */
export function ChannelTabs({ channels, chosen, onChoose }: Props) {
  const { t } = useTranslation('calendar')
  const mayAdd = useMay('schedule.channels')
  if (channels.length < 2) return null
  return (
    <nav className={css.tabs} aria-label={t('channels.label')}>
      {channels.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className={css.tab}
          aria-current={id === chosen ? 'page' : undefined}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
      {mayAdd && <AddChannel onAdded={onChoose} />}
    </nav>
  )
}

export function AddChannel({ onAdded }: { onAdded: (id: string) => void }) {
  const { t } = useTranslation('calendar')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        className={css.add}
        leftSection={<Icon name="plus" size={16} />}
        onClick={() => setOpen(true)}
      >
        {t('channels.add')}
      </Button>
      {open && (
        <ChannelForm
          onClose={() => setOpen(false)}
          onAdded={(id) => {
            setOpen(false)
            onAdded(id)
          }}
        />
      )}
    </>
  )
}

const LATEST_START_S = 12 * 3600

function ChannelForm({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const { t } = useTranslation('calendar')
  const form = useId()
  const [name, setName] = useState('')
  const [starts, setStarts] = useState('0h')
  const [tried, setTried] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const seconds = parseTimeOfDay(starts)
  const wrongStart = seconds === undefined || seconds > LATEST_START_S
  const add = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrongStart || name.trim() === '') return
    try {
      onAdded((await addChannel({ name, dayStartsMin: Math.floor(seconds / 60) })).id)
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <Dialog
      title={t('channels.title')}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {t('channels.cancel')}
          </Button>
          <Button type="submit" form={form}>
            {t('channels.lay')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={add} noValidate className={css.form}>
        {error !== null && <ErrorState error={error} title={t('channels.failed')} />}
        <TextInput
          data-autofocus
          label={t('channels.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && name.trim() === '' && t('channels.nameMissing')}
        />
        <TextInput
          label={t('channels.starts')}
          description={t('channels.startsHint')}
          classNames={{ input: 'num' }}
          value={starts}
          onChange={(event) => setStarts(event.currentTarget.value)}
          error={tried && wrongStart && t('channels.startsWrong')}
        />
      </form>
    </Dialog>
  )
}
