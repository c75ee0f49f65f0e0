import { Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { type Preset, useSetPreset } from './delivery.api.ts'
import css from './Make.module.css'

/** Sets a preset as the station wants it; folders that were made stay as they were asked for. */
export function PresetForm({ preset, onClose }: { preset: Preset; onClose: () => void }) {
  const { t } = useTranslation('delivery')
  const save = useSetPreset()
  const [settings, setSettings] = useState(preset.settings)
  const { leader } = settings
  const setLeader = (change: Partial<typeof leader>) =>
    setSettings({ ...settings, leader: { ...leader, ...change } })
  const seconds = (label: string, key: 'barsMs' | 'countdownMs' | 'blackMs', max: number) => (
    <NumberInput
      label={label}
      value={leader[key] / 1000}
      min={0}
      max={max}
      onChange={(value) => setLeader({ [key]: Math.round(Number(value) * 1000) })}
    />
  )
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ preset: preset.preset, ...settings }, { onSuccess: onClose })
      }}
    >
      {seconds(t('set.barsSeconds'), 'barsMs', 120)}
      {seconds(t('set.countdownSeconds'), 'countdownMs', 9)}
      {seconds(t('set.blackSeconds'), 'blackMs', 120)}
      <Checkbox
        label={t('set.tone')}
        checked={leader.tone}
        onChange={(event) => setLeader({ tone: event.currentTarget.checked })}
      />
      {preset.can.timecode && (
        <TextInput
          label={t('set.timecode')}
          description={t('set.timecodeHint')}
          value={settings.startTimecode ?? ''}
          onChange={(event) => setSettings({ ...settings, startTimecode: event.currentTarget.value || null })}
        />
      )}
      <Select
        label={t('set.tracks')}
        data={preset.can.trackLayouts.map((value) => ({ value, label: t(`set.layout.${value}`) }))}
        value={settings.trackLayout}
        allowDeselect={false}
        onChange={(value) => {
          const trackLayout = preset.can.trackLayouts.find((one) => one === value)
          if (trackLayout) setSettings({ ...settings, trackLayout })
        }}
      />
      <TextInput
        label={t('set.name')}
        description={t('set.nameHint')}
        value={settings.namePattern}
        maxLength={100}
        onChange={(event) => setSettings({ ...settings, namePattern: event.currentTarget.value })}
      />
      {save.error && <ErrorState error={save.error} />}
      <div className={css.buttons}>
        <Button type="submit" size="row" loading={save.isPending}>
          {t('set.save')}
        </Button>
        <Button variant="subtle" size="row" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
