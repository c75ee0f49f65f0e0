import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

type Words = Map<string, string>

/** Every sentence by its dotted key; the forms a plural takes are one key, for Vietnamese has but one form. */
function words(tree: unknown, path = '', found: Words = new Map()): Words {
  if (typeof tree === 'string') return found.set(path.replace(/_(zero|one|two|few|many|other)$/, ''), tree)
  for (const [key, value] of Object.entries(tree as object))
    words(value, path ? `${path}.${key}` : key, found)
  return found
}

/** The places a sentence fills, `{{name}}` on the web and `{name}` on the server. */
const places = (sentence: string) => [...sentence.matchAll(/\{+\s*(\w+)[^}]*\}+/g)].map((m) => m[1]).sort()

const pairs = ['web/locales', 'server/words'].flatMap((folder) => {
  const files = (language: string) => readdirSync(join(root, folder, language)).sort()
  return [...new Set([...files('vi'), ...files('en')])].map((file) => ({ folder, file }))
})

describe.each(pairs)('$folder, $file', ({ folder, file }) => {
  const vi = words(read(join(root, folder, 'vi', file)))
  const en = words(read(join(root, folder, 'en', file)))

  it('says the same things in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...vi.keys()].sort())
  })

  it('fills the same places in both languages', () => {
    const filled = (of: Words) =>
      Object.fromEntries([...of].map(([key, sentence]) => [key, places(sentence)]))
    expect(filled(en)).toEqual(filled(vi))
  })

  it('leaves a sentence empty in both languages or in neither, and writes composed letters', () => {
    const wrong = [...vi].filter(([key, text]) => (text === '') !== (en.get(key) === ''))
    expect(wrong).toEqual([])
    expect([...vi, ...en].filter(([, text]) => text !== text.normalize('NFC'))).toEqual([])
  })
})

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourcesBelow(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

// Names of languages in themselves, and of people and places, read the same in every language.
const namesOfThemselves = ['Tiếng Việt', 'Chủ Nhật', 'Chủ nhật']
const withMarks = /[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/i

/** The file without its comments; an address such as https:// is no comment. */
const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1')

it('keeps every Vietnamese sentence of the pages in the locales', () => {
  const sources = sourcesBelow(join(root, 'web'))
  expect(sources.length).toBeGreaterThan(40)
  const found = sources.flatMap((path) =>
    withoutComments(readFileSync(path, 'utf8'))
      .split('\n')
      .map((line) => namesOfThemselves.reduce((rest, name) => rest.replaceAll(name, ''), line))
      .filter((line) => withMarks.test(line))
      .map((line) => `${relative(root, path)}: ${line.trim()}`),
  )
  expect(found).toEqual([])
})

it('has the words for every key a page asks for by name', () => {
  const known = readdirSync(join(root, 'web/locales/vi')).flatMap((file) =>
    [...words(read(join(root, 'web/locales/vi', file))).keys()].map(
      (key) => `${file.replace('.json', '')}:${key}`,
    ),
  )
  // A context stands after an underscore: `weekday` with context 0 is `weekday_0`.
  const names = new Set(
    known.flatMap((name) => {
      const parts = name.split('_')
      return parts.map((_, index) => parts.slice(0, index + 1).join('_'))
    }),
  )
  const everyFeature = [...new Set(known.map((key) => key.split(':')[0] ?? ''))]
  const missing = sourcesBelow(join(root, 'web')).flatMap((path) => {
    const text = withoutComments(readFileSync(path, 'utf8'))
    const named = [...text.matchAll(/useTranslation\(\s*(\[[^\]]*\]|'[^']*')/g)].flatMap((found) =>
      [...(found[1] ?? '').matchAll(/'([^']+)'/g)].map((name) => name[1] ?? ''),
    )
    // A file that is handed its `t` may be speaking for any feature.
    const namespaces = named.length > 0 ? named : everyFeature
    const asked = [...text.matchAll(/\bt\(\s*'([\w.:-]+)'/g)].map((found) => found[1] ?? '')
    return asked
      .filter(
        (key) =>
          !(key.includes(':') ? [key] : namespaces.map((name) => `${name}:${key}`)).some((name) =>
            names.has(name),
          ),
      )
      .map((key) => `${relative(root, path)}: ${key}`)
  })
  expect(missing).toEqual([])
})
