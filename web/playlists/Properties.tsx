import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bulletinClasses } from '../../server/areas/loudspeaker/limits.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'
import { ConfirmInline } from '../ui/ConfirmInline.tsx'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Weekdays } from '../ui/Weekdays.tsx'
import { Days } from './Days.tsx'
import { parts } from './order.ts'
import css from './PlaylistsPage.module.css'
import type { PlaylistSettings } from './playlists.api.ts'
import { StartTimes } from './StartTimes.tsx'
import type { Draft } from './use-draft.ts'

/** The name, the days and how an evening is held; and the way to withdraw the whole list. */
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
  const { settings } = draft.content
  const set = (change: Partial<PlaylistSettings>) =>
    draft.edit((content) => ({ ...content, settings: { ...content.settings, ...change } }))
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
        <NumberInput
          label={t('settings.tripDays')}
          description={t('settings.tripHint')}
          min={1}
          max={90}
          value={settings.tripDays}
          onChange={(days) => set({ tripDays: Math.max(1, Math.trunc(Number(days))) })}
        />
        <StartTimes value={settings.starts} onChange={(starts) => set({ starts })} />
        <Weekdays
          label={t('settings.weekdays')}
          value={settings.weekdays}
          onChange={(weekdays) => set({ weekdays })}
        />
        <NativeSelect
          label={t('settings.class')}
          description={t(`settings.classHint.${settings.bulletinClass}`)}
          value={settings.bulletinClass}
          onChange={(event) =>
            set({ bulletinClass: event.currentTarget.value as PlaylistSettings['bulletinClass'] })
          }
          data={bulletinClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
        />
        <Checkbox
          label={t('settings.bilingual')}
          description={t('settings.bilingualHint')}
          checked={settings.bilingual}
          onChange={(event) => set({ bilingual: event.currentTarget.checked })}
        />
        <fieldset className={css.chips}>
          <legend>{t('lengths.title')}</legend>
          <div className={css.pair}>
            <Minutes
              label={t('part.pause')}
              ms={settings.pauseMs}
              onChange={(ms) => set({ pauseMs: ms ?? 0 })}
            />
            {parts.map((part) => (
              <Minutes
                key={part}
                label={t(`part.${part}`)}
                ms={settings.lengths[part] ?? null}
                onChange={(ms) => set({ lengths: { ...settings.lengths, [part]: ms } })}
              />
            ))}
          </div>
        </fieldset>
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

type MinutesProps = { label: string; ms: number | null; onChange: (ms: number | null) => void }

/** A length in minutes, sent when the field is left. */
function Minutes({ label, ms, onChange }: MinutesProps) {
  const { t } = useTranslation('playlists')
  const [value, setValue] = useState<number | string>(ms === null ? '' : ms / 60_000)
  const keep = () => {
    const next = value === '' ? null : Math.round(Number(value) * 60_000)
    if (next !== ms) onChange(next)
  }
  return (
    <NumberInput
      label={label}
      suffix={t('lengths.minutes')}
      min={0}
      max={240}
      decimalScale={1}
      decimalSeparator=","
      value={value}
      onChange={setValue}
      onBlur={keep}
    />
  )
}
