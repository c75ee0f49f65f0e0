import { useTranslation } from 'react-i18next'
import type { WorkLanguages } from './languages.api.ts'

/** Where a work is heard in none of a place's own languages: how many places, and which. */
export function Unheard({ places, viForNow }: WorkLanguages['unheard']) {
  const { t } = useTranslation('languages')
  if (places.length === 0) return <span className="mut">{t('everywhere')}</span>
  return (
    <details>
      <summary>{t(viForNow ? 'vietnameseIn' : 'silentIn', { count: places.length })}</summary>
      {places.map(({ name }) => name).join(', ')}
    </details>
  )
}
