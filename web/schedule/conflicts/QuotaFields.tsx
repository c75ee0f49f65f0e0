import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languageCodes, languageName } from '../../ui/LanguageChip.tsx'
import form from '../SlotForm.module.css'
import type { Week } from '../schedule.api.ts'

type Quotas = Week['channel']['quotas']
const MINUTE_MS = 60_000

/** How much of a channel's week should be in each language. */
export function QuotaFields({ quotas, onChange }: { quotas: Quotas; onChange: (quotas: Quotas) => void }) {
  const { t } = useTranslation('schedule')
  const set = (language: Quotas[number]['language'], minutes: number) => {
    const others = quotas.filter((quota) => quota.language !== language)
    onChange(minutes > 0 ? [...others, { language, leastMsPerWeek: minutes * MINUTE_MS }] : others)
  }
  return (
    <fieldset className={form.bare}>
      <legend>{t('quota.title')}</legend>
      <p className={form.hint}>{t('quota.hint')}</p>
      <div className={`${form.pair} ${form.whole}`}>
        {languageCodes
          .filter((code) => code !== 'vi')
          .map((code) => (
            <NumberInput
              key={code}
              label={languageName(code)}
              min={0}
              max={10_080}
              value={(quotas.find((quota) => quota.language === code)?.leastMsPerWeek ?? 0) / MINUTE_MS}
              onChange={(value) => set(code, typeof value === 'number' ? Math.round(value) : 0)}
            />
          ))}
      </div>
    </fieldset>
  )
}
