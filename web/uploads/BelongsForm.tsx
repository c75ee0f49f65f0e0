import { NativeSelect, Radio, Switch, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type LanguageCode,
  languageCodes,
  type WorkKind,
  workKinds,
} from '../../server/library/library.schema.ts'
import { clockTime, dayOf } from '../ui/format.ts'
import { languageName } from '../ui/LanguageChip.tsx'
import css from './Uploads.module.css'
import { WorkSelect } from './WorkSelect.tsx'

/** Where a recording belongs. A work of its own where `workId` is null. */
export interface Belongs {
  workId: string | null
  workTitle: string | null
  title: string | null
  kind: WorkKind | null
  language: LanguageCode | null
  urgent: boolean
  deadlineAt: string | null
}

const zone = '+07:00'

export function BelongsForm({ value, onChange }: { value: Belongs; onChange: (next: Belongs) => void }) {
  const { t } = useTranslation('uploads')
  const name = useId()
  const existing = value.workId !== null
  return (
    <div className={css.form}>
      <Radio.Group
        className={css.wide ?? ''}
        name={name}
        label={t('details.belongs')}
        value={existing ? 'old' : 'new'}
        onChange={(chosen) => onChange({ ...value, workId: chosen === 'old' ? '' : null, workTitle: null })}
      >
        <div className={css.radios}>
          <Radio value="new" label={t('details.newWork')} />
          <Radio value="old" label={t('details.oldWork')} />
        </div>
      </Radio.Group>
      {existing ? (
        <WorkSelect
          value={value.workId || null}
          title={value.workTitle}
          onPick={(workId, workTitle) => onChange({ ...value, workId, workTitle })}
        />
      ) : (
        <>
          <TextInput
            className={css.wide ?? ''}
            label={t('details.name')}
            value={value.title ?? ''}
            maxLength={300}
            onChange={(event) => onChange({ ...value, title: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('details.kind')}
            value={value.kind ?? 'announcement'}
            data={workKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            onChange={(event) => onChange({ ...value, kind: event.currentTarget.value as WorkKind })}
          />
        </>
      )}
      <NativeSelect
        label={t('details.language')}
        value={value.language ?? ''}
        data={[...languageCodes, null].map((code) => ({ value: code ?? '', label: languageName(code) }))}
        onChange={(event) =>
          onChange({ ...value, language: (event.currentTarget.value || null) as LanguageCode | null })
        }
      />
      <TextInput
        type="datetime-local"
        className={css.wide ?? ''}
        label={t('details.deadline')}
        value={value.deadlineAt ? `${dayOf(value.deadlineAt)}T${clockTime(value.deadlineAt)}` : ''}
        onChange={({ currentTarget }) =>
          onChange({ ...value, deadlineAt: currentTarget.value ? `${currentTarget.value}:00${zone}` : null })
        }
      />
      <Switch
        className={css.wide ?? ''}
        label={t('details.urgent')}
        checked={value.urgent}
        onChange={(event) => onChange({ ...value, urgent: event.currentTarget.checked })}
      />
    </div>
  )
}
