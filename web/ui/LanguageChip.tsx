import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import css from './LanguageChip.module.css'
import { LanguagePatch } from './LanguagePatch.tsx'

/** Language codes in the order people here expect to read them. `null` is a work without words. */
export const languageCodes = ['vi', 'tyz', 'nut', 'hmn', 'ium', 'nty', 'x-sanchi'] as const

type Props = {
  /** A code such as `tyz`; `null` for no words. */
  language: string | null
  /** `missing` is a dashed patch with "còn thiếu"; `standIn` says that Vietnamese serves for now. */
  state?: 'here' | 'missing' | 'standIn'
}

export function LanguageChip({ language, state = 'here' }: Props) {
  const { t } = useTranslation('ui')
  const name = languageName(language)
  return (
    <span className={css.chip} data-state={state}>
      <LanguagePatch language={language} />
      {state === 'missing'
        ? t('language.missing', { name })
        : state === 'standIn'
          ? t('language.standIn')
          : name}
    </span>
  )
}

/** "Tày", "Việt", "Không lời"; an unknown code is shown as it is. */
export function languageName(language: string | null): string {
  return i18next.t(`ui:language.${language ?? 'none'}`, { defaultValue: language ?? '' })
}
