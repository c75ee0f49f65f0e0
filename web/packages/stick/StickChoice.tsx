import { Radio, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { tagProfiles } from '../../../server/packages/sticks/id3.rules.ts'
import { eveningsOf, nameOf, stickForms } from '../../../server/packages/sticks/stick-layout.rules.ts'
import { languageName } from '../../ui/LanguageChip.tsx'
import type { Manifest } from '../packages.api.ts'
import css from './Stick.module.css'
import type { Wish } from './stick.api.ts'

const ALL = 'all'

type Props = { manifest: Manifest; wish: Wish; onChange: (wish: Wish) => void; locked: boolean }

/** How the stick is laid out; what suits the most loudspeakers is chosen already. */
export function StickChoice({ manifest, wish, onChange, locked }: Props) {
  const { t } = useTranslation('sticks')
  const evenings = eveningsOf(manifest)
  return (
    <section className={`card ${css.part}`} aria-labelledby="stick-choice">
      <h2 id="stick-choice">{t('choice')}</h2>
      <Radio.Group
        label={t('form.label')}
        value={wish.form}
        onChange={(value) => onChange({ ...wish, form: stickForms.find((one) => one === value) ?? 'parts' })}
      >
        <div className={css.radios}>
          {stickForms.map((form) => (
            <Radio
              key={form}
              value={form}
              disabled={locked}
              label={t(`form.${form}`)}
              description={t(`form.${form}Hint`)}
            />
          ))}
        </div>
      </Radio.Group>
      <p className={css.order}>{t('order')}</p>
      <div className={css.selects}>
        {evenings.length > 1 && (
          <Select
            label={t('language.label')}
            description={t('language.hint')}
            value={wish.language ?? ALL}
            disabled={locked}
            allowDeselect={false}
            onChange={(value) =>
              onChange({ ...wish, language: value === ALL ? undefined : (value ?? undefined) })
            }
            data={[
              { value: ALL, label: t('language.all', { count: evenings.length }) },
              ...evenings.map((evening) => ({
                value: nameOf(evening),
                label: evening.language === null ? t('evening.first') : languageName(evening.language),
              })),
            ]}
          />
        )}
        <Select
          label={t('tags.label')}
          description={t('tags.hint')}
          value={wish.tags}
          disabled={locked}
          allowDeselect={false}
          onChange={(value) =>
            onChange({ ...wish, tags: tagProfiles.find((one) => one === value) ?? 'ascii-v23' })
          }
          data={tagProfiles.map((value) => ({ value, label: t(`tags.${value}`) }))}
        />
      </div>
    </section>
  )
}
