import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToday } from '../ui/clock.ts'
import { Drawer } from '../ui/Drawer.tsx'
import { plusDays } from '../ui/days.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Days } from './Days.tsx'
import css from './PlaylistsPage.module.css'
import { useCreatePlaylist } from './playlists.api.ts'
import { useTemplates } from './templates.api.ts'

const USUAL_DAYS = 7

/** A name and the days it is for; everything else is done on its own page. */
export function NewPlaylist({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('playlists')
  const today = useToday().data
  const create = useCreatePlaylist()
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const [templateId, setTemplateId] = useState('')
  const templates = useTemplates().data ?? []
  const [chosen, setChosen] = useState<{ validFrom: string; validTo: string }>()
  const first = today?.date ?? ''
  const days = chosen ?? (first ? { validFrom: first, validTo: plusDays(first, USUAL_DAYS) } : undefined)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!days) return
    create.mutate(
      { title: title.trim(), ...days, ...(templateId ? { templateId } : {}) },
      { onSuccess: ({ id }) => navigate({ to: '/danh-sach-phat/$playlistId', params: { playlistId: id } }) },
    )
  }
  return (
    <Drawer title={t('new')} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          required
          maxLength={300}
          data-autofocus
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        {days && <Days value={days} onChange={setChosen} />}
        {templates.length > 0 && (
          <NativeSelect
            label={t('templates.begin')}
            value={templateId}
            onChange={(event) => setTemplateId(event.currentTarget.value)}
            data={[
              { value: '', label: t('templates.empty') },
              ...templates.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        {create.error && <ErrorState error={create.error} title={t('notMade')} />}
        <div>
          <Button type="submit" loading={create.isPending} disabled={!title.trim()}>
            {t('make')}
          </Button>
        </div>
      </form>
    </Drawer>
  )
}
