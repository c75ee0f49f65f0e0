import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queryClient, unwrap } from '../api.ts'
import { ConfirmInline } from '../ui/ConfirmInline.tsx'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Days } from './Days.tsx'
import css from './PlaylistsPage.module.css'
import type { Draft } from './use-draft.ts'

/** The name and the days; and the way to withdraw the whole list. */
export function Properties({
  draft,
  playlistId,
  onClose,
}: {
  draft: Draft
  playlistId: string
  onClose: () => void
}) {
  const { t } = useTranslation('playlists')
  const navigate = useNavigate()
  const [title, setTitle] = useState(draft.content.title)
  const [asking, setAsking] = useState(false)
  const withdraw = useMutation({
    mutationFn: () => unwrap(api.playlists[':id'].$delete({ param: { id: playlistId } })),
    onSuccess: async () => {
      await navigate({ to: '/danh-sach-phat' })
      await queryClient.invalidateQueries({ queryKey: ['playlist', 'list'] })
    },
  })
  const keepTitle = () => {
    const next = title.trim()
    if (next && next !== draft.content.title) draft.edit((content) => ({ ...content, title: next }))
  }
  return (
    <Drawer title={t('properties')} onClose={onClose}>
      <div className={css.form}>
        <TextInput
          label={t('name')}
          required
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          onBlur={keepTitle}
        />
        <Days
          value={draft.content}
          onChange={(range) => draft.edit((content) => ({ ...content, ...range }))}
        />
        {withdraw.error && <ErrorState error={withdraw.error} />}
        {asking ? (
          <ConfirmInline
            question={t('withdrawAsk')}
            confirm={t('withdraw')}
            busy={withdraw.isPending}
            onConfirm={() => withdraw.mutate()}
            onCancel={() => setAsking(false)}
          />
        ) : (
          <div>
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('withdraw')}
            </Button>
          </div>
        )}
      </div>
    </Drawer>
  )
}
