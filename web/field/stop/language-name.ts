import { t, type Word } from '../words.ts'

const names: Record<string, Word> = {
  vi: 'language.vi',
  tyz: 'language.tyz',
  nut: 'language.nut',
  hmn: 'language.hmn',
  ium: 'language.ium',
  nty: 'language.nty',
  'x-sanchi': 'language.x-sanchi',
}

export const languageName = (language: string | null): string => {
  const word = language === null ? ('language.none' as const) : names[language]
  return word ? t(word) : (language ?? '')
}
