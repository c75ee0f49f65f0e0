import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import { languageName } from '../ui/LanguageChip.tsx'
import type { FillRule } from './playlists.api.ts'

/** "Bài hát, tối đa 12'00"": a rule in one line. */
export function useRuleName() {
  const { t } = useTranslation('playlists')
  return ({ kinds, totalMs }: FillRule) =>
    t('rule.name', { kinds: kinds.map((kind) => t(`kind.${kind}`)).join(', '), length: duration(totalMs) })
}

/** What a rule keeps to, beside kind and length. */
export function useRuleFacts() {
  const { t } = useTranslation('playlists')
  return ({ tags, languages, apartDays, keepArtistsApart }: FillRule): string[] => [
    ...(tags.length > 0 ? [t('rule.withTags', { tags: tags.join(', ') })] : []),
    ...(languages.length > 0
      ? [languages.map((code) => languageName(code === 'none' ? null : code)).join(', ')]
      : []),
    ...(apartDays > 0 ? [t('rule.apart', { count: apartDays })] : []),
    ...(keepArtistsApart ? [t('rule.artists')] : []),
  ]
}
