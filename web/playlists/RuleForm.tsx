import { Button, Checkbox, Chip, NativeSelect, NumberInput, TagsInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { workKinds } from '../../server/library/library.schema.ts'
import { type FillRule, fillLanguages } from '../../server/playlists/filling/fill-rule.schema.ts'
import { Drawer } from '../ui/Drawer.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { inPart, type Part, parts } from './order.ts'
import css from './PlaylistsPage.module.css'
import { useWorkTags } from './playlists.api.ts'
import { type Draft, newKey } from './use-draft.ts'

const usual: FillRule = {
  kinds: ['song'],
  tags: [],
  languages: [],
  totalMs: 600_000,
  apartDays: 7,
  keepArtistsApart: true,
}

/** A new rule, or one that stands in the evening: what it may choose, how much, and what it keeps apart. */
export function RuleForm({
  draft,
  itemKey,
  onClose,
}: {
  draft: Draft
  itemKey: string | null
  onClose: () => void
}) {
  const { t } = useTranslation('playlists')
  const known = draft.content.items.find((item) => item.key === itemKey)
  const [rule, setRule] = useState<FillRule>(known && 'rule' in known ? known.rule : usual)
  const [part, setPart] = useState<Part>(known?.part ?? 'callIn')
  const tags = useWorkTags()
  const set = (change: Partial<FillRule>) => setRule((now) => ({ ...now, ...change }))
  const minutes = Math.round(rule.totalMs / 6000) / 10
  const submit = (event: FormEvent) => {
    event.preventDefault()
    draft.edit((content) => ({
      ...content,
      items: known
        ? content.items.map((item) => (item.key === itemKey ? { ...item, rule } : item))
        : inPart(content.items, { key: newKey(), part, bilingual: null, rule }),
    }))
    onClose()
  }
  return (
    <Drawer title={t(known ? 'rule.edit' : 'addRule')} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <p className="sec">{t('rule.lead')}</p>
        {!known && (
          <NativeSelect
            label={t('intoPart')}
            value={part}
            onChange={(event) => setPart(event.currentTarget.value as Part)}
            data={parts.map((value) => ({ value, label: t(`part.${value}`) }))}
          />
        )}
        <Chip.Group
          multiple
          value={rule.kinds}
          onChange={(kinds) => kinds.length > 0 && set({ kinds: kinds as FillRule['kinds'] })}
        >
          <fieldset className={css.chips}>
            <legend>{t('rule.kinds')}</legend>
            {workKinds.map((kind) => (
              <Chip key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </Chip>
            ))}
          </fieldset>
        </Chip.Group>
        <NumberInput
          label={t('rule.total')}
          description={t('rule.totalHint')}
          min={0.5}
          max={120}
          step={1}
          decimalScale={1}
          decimalSeparator=","
          value={minutes}
          onChange={(value) => set({ totalMs: Math.max(10_000, Math.round(Number(value) * 60_000)) })}
        />
        <TagsInput
          label={t('rule.tags')}
          description={t('rule.tagsHint')}
          data={(tags.data ?? []).map(({ tag }) => tag)}
          value={rule.tags}
          onChange={(next) => set({ tags: next })}
        />
        <Chip.Group
          multiple
          value={rule.languages}
          onChange={(languages) => set({ languages: languages as FillRule['languages'] })}
        >
          <fieldset className={css.chips}>
            <legend>{t('rule.languages')}</legend>
            {fillLanguages.map((code) => (
              <Chip key={code} value={code}>
                {languageName(code === 'none' ? null : code)}
              </Chip>
            ))}
          </fieldset>
        </Chip.Group>
        <NumberInput
          label={t('rule.apartDays')}
          description={t('rule.apartHint')}
          min={0}
          max={365}
          value={rule.apartDays}
          onChange={(value) => set({ apartDays: Math.trunc(Number(value)) })}
        />
        <Checkbox
          label={t('rule.artistsLong')}
          checked={rule.keepArtistsApart}
          onChange={(event) => set({ keepArtistsApart: event.currentTarget.checked })}
        />
        <div>
          <Button type="submit">{t(known ? 'rule.keep' : 'rule.add')}</Button>
        </div>
      </form>
    </Drawer>
  )
}
