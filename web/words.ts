import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'vi' | 'en'

// One small chunk per feature and language: a page fetches its own words, in one language only. The player's are its own.
const files = import.meta.glob<Record<string, unknown>>(['./locales/*/*.json', '!./locales/*/field.json'], {
  import: 'default',
})

const locales: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, done) {
    const load = files[`./locales/${language}/${namespace}.json`]
    if (!load) return done(new Error(`no words for ${language}/${namespace}`), null)
    load().then(
      (words) => done(null, words),
      (error: Error) => done(error, null),
    )
  },
}

const remembered = 'vang.language'

function chosenLanguage(): Language {
  try {
    return localStorage.getItem(remembered) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi' // storage can be forbidden on a shared computer
  }
}

export function language(): Language {
  return i18next.language === 'en' ? 'en' : 'vi'
}

export async function startWords(): Promise<void> {
  await i18next
    .use(locales)
    .use(initReactI18next)
    .init({
      lng: chosenLanguage(),
      fallbackLng: false,
      ns: ['common', 'ui', 'shell'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
    })
  document.documentElement.lang = language()
}

export async function speak(next: Language): Promise<void> {
  try {
    localStorage.setItem(remembered, next)
  } catch {
    // The choice then lasts as long as the page.
  }
  await i18next.changeLanguage(next)
  document.documentElement.lang = next
}
