import en from '../locales/en/field.json' with { type: 'json' }
import vi from '../locales/vi/field.json' with { type: 'json' }
import { store } from '../ui/store.ts'

// The office pages' way with words is as large as all the rest of the player; a phone needs a look-up and places to fill.

export type Word = keyof typeof vi
type Language = 'vi' | 'en'

const all: Record<Language, Partial<Record<string, string>>> = { vi, en }
const REMEMBERED = 'vang.language'

function remembered(): Language {
  try {
    return localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi' // storage can be forbidden
  }
}

export const language = store<Language>(remembered())
document.documentElement.lang = language.get()

export function speak(next: Language): void {
  localStorage.setItem(REMEMBERED, next)
  document.documentElement.lang = next
  language.set(next)
}

/** A sentence with its places filled; `count` chooses the form where a language has two. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  const words = all[language.get()]
  const sentence = (values.count === 1 ? words[`${word}_one`] : undefined) ?? words[word] ?? vi[word]
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
}
