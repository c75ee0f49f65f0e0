import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { bytes, span } from '../ui/format.ts'
import { useMay } from '../ui/session.ts'
import { type Deliveries, type Preset, type PresetKey, useMake } from './delivery.api.ts'
import css from './Make.module.css'
import { PresetForm } from './PresetForm.tsx'
import { PresetSettings } from './PresetSettings.tsx'

type Props = { data: Deliveries; versionId: string; onMade: () => void }

/** The presets side by side, each with what it changes, weighs and takes; one is chosen and made. */
export function Make({ data, versionId, onMade }: Props) {
  const { t } = useTranslation('delivery')
  const make = useMake()
  const [chosen, setChosen] = useState<PresetKey | undefined>(data.presets[0]?.preset)
  const preset = data.presets.find((one) => one.preset === chosen)
  const made = data.deliveries.some((one) => one.id === preset?.sameId && one.state !== 'failed')
  return (
    <div className={css.make}>
      <fieldset className={css.presets}>
        <legend>{t('preset')}</legend>
        {data.presets.map((one) => (
          <Choice key={one.preset} preset={one} chosen={one.preset === chosen} onChoose={setChosen} />
        ))}
      </fieldset>
      {preset && <Settings key={preset.preset} preset={preset} />}
      {make.error && <ErrorState error={make.error} />}
      <ActionButton
        loading={make.isPending}
        blocked={made && t('alreadyMade')}
        onClick={() => preset && make.mutate({ versionId, preset: preset.preset }, { onSuccess: onMade })}
      >
        {t('make', { name: preset?.name ?? '' })}
      </ActionButton>
    </div>
  )
}

type ChoiceProps = { preset: Preset; chosen: boolean; onChoose: (preset: PresetKey) => void }

function Choice({ preset, chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation('delivery')
  const { estimate } = preset
  return (
    <label className={css.choice} data-chosen={chosen || undefined}>
      <span className={css.name}>
        <input
          type="radio"
          name="preset"
          value={preset.preset}
          checked={chosen}
          onChange={() => onChoose(preset.preset)}
        />
        <b>{preset.name}</b>
      </span>
      {estimate && (
        <span className={css.figures}>
          <span className="num">{t('about', { size: bytes(estimate.sizeBytes) })}</span>
          <span className="num">
            {t(estimate.learnt ? 'takesLearnt' : 'takes', { span: span(Math.max(60_000, estimate.tookMs)) })}
          </span>
        </span>
      )}
      {estimate && !estimate.fitsFat32 && <span className={css.figures}>{t('overFat32')}</span>}
      <ul className={css.differences} aria-label={t('changes')}>
        {preset.differences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </label>
  )
}

function Settings({ preset }: { preset: Preset }) {
  const { t } = useTranslation('delivery')
  const [editing, setEditing] = useState(false)
  const maySet = useMay('delivery.presets')
  if (editing) return <PresetForm preset={preset} onClose={() => setEditing(false)} />
  return (
    <div className={css.settings}>
      <PresetSettings preset={preset} />
      {maySet && (
        <button type="button" className="link" onClick={() => setEditing(true)}>
          {t('set.edit')}
        </button>
      )}
    </div>
  )
}
