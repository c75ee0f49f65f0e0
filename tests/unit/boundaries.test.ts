import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
// biome-ignore format: the line of features reads as one
const FEATURES = [
  'people', 'areas', 'calendar', 'library', 'review', 'publications', 'schedule', 'delivery',
  'playout', 'playlists', 'packages', 'field', 'campaigns', 'reports', 'today',
]
const SHARED = ['db', 'http', 'jobs', 'print', 'storage', 'words']
const JOINERS = ['server/app.ts', 'server/server.ts', 'server/work.ts']
const RULE_PACKAGES = ['zod', 'temporal-polyfill', 'rrule-temporal', '@dqcai/vn-lunar']

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(join(root, path)).isDirectory()) return filesBelow(path)
    return /\.tsx?$/.test(name) ? [path] : []
  })
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const statements = text.matchAll(/^(import|export)\s+(type\s+)?([^'"]*?from\s+)?['"]([^'"]+)['"]/gm)
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  const found = [
    ...[...statements].map((m) => ({ to: m[4] ?? '', typeOnly: m[2] !== undefined })),
    ...[...dynamic].map((m) => ({ to: m[1] ?? '', typeOnly: false })),
  ]
  return found.map(({ to, typeOnly }) => ({
    from: file,
    to: to.startsWith('.') ? relative(root, resolve(root, dirname(file), to)) : to,
    typeOnly,
  }))
}

const folders = ['server', 'web', 'media', 'scripts', 'tests']
const files = folders.flatMap(filesBelow)
const imports = files.flatMap(importsOf)
const isOurs = (to: string) => folders.some((folder) => to.startsWith(`${folder}/`))
const featureOf = (path: string) => FEATURES.find((feature) => path.startsWith(`server/${feature}/`))
const show = (list: Import[]) => list.map(({ from, to }) => `${from} -> ${to}`)

it('scans the whole house', () => {
  expect(files.length).toBeGreaterThan(150)
  expect(imports.length).toBeGreaterThan(600)
})

it('lets media know nothing of us', () => {
  expect(
    show(imports.filter((i) => i.from.startsWith('media/') && isOurs(i.to) && !i.to.startsWith('media/'))),
  ).toEqual([])
})

it('lets shared ground import no feature', () => {
  const shared = imports.filter((i) => SHARED.some((folder) => i.from.startsWith(`server/${folder}/`)))
  expect(show(shared.filter((i) => featureOf(i.to) || JOINERS.includes(i.to)))).toEqual([])
})

it('lets a feature import only earlier features, and of them only services, rules and schemas', () => {
  const wrong = imports.filter((i) => {
    const from = featureOf(i.from)
    const to = featureOf(i.to)
    if (!from || !to || from === to) return false
    return FEATURES.indexOf(to) > FEATURES.indexOf(from) || !/\.(service|rules|schema)\.ts$/.test(i.to)
  })
  expect(show(wrong)).toEqual([])
})

it('keeps rules and schemas pure enough for a browser', () => {
  const pure = imports.filter(
    (i) => /\.(rules|schema)\.ts$/.test(i.from) && i.from.startsWith('server/') && !i.typeOnly,
  )
  const wrong = pure.filter((i) => !(/\.(rules|schema)\.ts$/.test(i.to) || RULE_PACKAGES.includes(i.to)))
  expect(show(wrong)).toEqual([])
})

it('lets the web take only the API type, schemas and rules from the server', () => {
  const wrong = imports.filter(
    (i) =>
      i.from.startsWith('web/') &&
      (i.to.startsWith('media/') || i.to.startsWith('server/')) &&
      !(i.to === 'server/app.ts' && i.typeOnly) &&
      !/^server\/.*\.(rules|schema)\.ts$/.test(i.to),
  )
  expect(show(wrong)).toEqual([])
})

it('keeps the pages of one feature from importing another', () => {
  const commons = ['ui', 'locales', 'styles']
  const top = (path: string) => path.split('/')[1] ?? ''
  const wrong = imports.filter((i) => {
    if (!i.from.startsWith('web/') || !i.to.startsWith('web/')) return false
    if (i.from.split('/').length === 2) return false
    const [from, to] = [top(i.from), top(i.to)]
    return from !== to && !commons.includes(to) && i.to.split('/').length > 2
  })
  expect(show(wrong)).toEqual([])
})

it('lets nothing import scripts or tests', () => {
  const wrong = imports.filter((i) => /^(server|web|media)\//.test(i.from) && /^(scripts|tests)\//.test(i.to))
  expect(show(wrong)).toEqual([])
})

it('lets one file alone import fluent-ffmpeg, and one alone read the environment', () => {
  expect(
    imports.filter((i) => i.to === 'fluent-ffmpeg' && !i.typeOnly && i.from.startsWith('media/')),
  ).toHaveLength(1)
  expect(imports.filter((i) => i.to === 'fluent-ffmpeg' && !i.from.startsWith('media/'))).toEqual([])
  const readers = files.filter(
    (file) => file.startsWith('server/') && /process\.env\b/.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(readers).toEqual(['server/server.ts', 'server/work.ts'])
})
