import { readdirSync, readFileSync } from 'node:fs'

export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]
type Dictionary = Record<string, string>

// One file per feature and language; the keys of all of them live in one space, `feature.key`.
function load(language: Language): Dictionary {
  const folder = new URL(`./${language}/`, import.meta.url)
  const words: Dictionary = {}
  for (const file of readdirSync(folder)) {
    const feature = file.replace('.json', '')
    const entries = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Dictionary
    for (const [key, sentence] of Object.entries(entries)) words[`${feature}.${key}`] = sentence
  }
  return words
}

const dictionaries: Record<Language, Dictionary> = { vi: load('vi'), en: load('en') }

/** The sentence for a key, with `{name}` places filled. A missing key is a programming error. */
export function say(language: Language, key: string, values: Record<string, unknown> = {}): string {
  const sentence = dictionaries[language][key]
  if (sentence === undefined) throw new Error(`No words for ${key} in ${language}`)
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

export function hasWords(key: string): boolean {
  return dictionaries.vi[key] !== undefined
}
