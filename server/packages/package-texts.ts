import { addDays, numericDay } from '../calendar/days.rules.ts'
import { eveningParts } from '../playlists/playlists.schema.ts'
import { lengthText } from '../schedule/schedule.rules.ts'
import { say } from '../words/words.ts'
import type { CueItem, CueSheet } from './cue-sheet-shape.ts'
import type { SoundFile } from './files.rules.ts'
import type { Item, PackagePlan, Target } from './package-plan.rules.ts'

/** What the texts of a package say about its issue. */
export interface Issue {
  number: number
  issuedAt: string
  demo: boolean
  /** Where people reach us; undefined where nobody has said so. */
  publicUrl: string | undefined
  checkCode: string
  durationMs(file: SoundFile): number
}

// Packages go to the province's teams, whatever language a page is read in.
const words = (key: string, values: Record<string, unknown> = {}) => say('vi', `packages.${key}`, values)

const languageName = (language: string | null) => words(`language.${language ?? 'none'}`)

function issueLine({ body }: PackagePlan, number: number): string {
  const from = numericDay(body.validFrom)
  const to = numericDay(addDays(body.validTo, -1))
  return words('issue', { number, from, to })
}

const MOST_NAMES = 24

/** The places that hear this, all of them as long as they can be read at a glance. */
function placesOf({ places }: PackagePlan): string {
  const names = places.slice(0, MOST_NAMES).map(({ name }) => name)
  if (places.length <= MOST_NAMES) return names.join(', ')
  return words('andOthers', { name: names.join(', '), count: places.length - MOST_NAMES })
}

/** What the sheet's QR code opens: its packages. Where we have no address, the check code alone. */
const qrOf = ({ publicUrl, checkCode }: Issue) =>
  publicUrl ? new URL(`/goi?ma=${checkCode}`, publicUrl).href : checkCode

/** The file to open first, with Windows' line ends and a mark by which its old Notepad knows UTF-8. */
export function readmeOf(plan: PackagePlan, issue: Issue): string {
  const { body, sound } = plan
  const others = sound.lists.filter((list) => list.language !== null)
  const folders = others.map((list) => {
    const own = list.files.find(
      (file) => !file.first && plan.version(file.versionId).language === list.language,
    )
    return words('readme.folder', { folder: own?.path.slice(0, 2), language: languageName(list.language) })
  })
  const lists = sound.lists.map(({ path, language }) =>
    language === null
      ? words('readme.evening', { path })
      : words('readme.list', { path, language: languageName(language) }),
  )
  const lines = [
    ...(issue.demo ? [words('demo'), ''] : []),
    words('readme.title', { title: body.title }),
    words('readme.target', { name: placesOf(plan) }),
    issueLine(plan, issue.number),
    words('readme.check', { code: issue.checkCode }),
    '',
    words('readme.use'),
    words('readme.order'),
    ...folders,
    ...lists,
    words('readme.pause'),
    words('readme.paper'),
    words('readme.verify'),
    '',
  ]
  return `\uFEFF${lines.join('\r\n')}`
}

/** Everything the printed cue sheet says, part by part of the evening. */
export function cueSheetOf(plan: PackagePlan, issue: Issue): CueSheet {
  const evening = plan.sound.files.filter((file) => file.first)
  const wholeMs = evening.reduce((sum, file) => sum + issue.durationMs(file), 0)
  return {
    heading: words('cueSheet'),
    places: placesOf(plan),
    title: plan.body.title,
    issue: issueLine(plan, issue.number),
    length: words('length', { duration: lengthText(wholeMs) }),
    warning: issue.demo ? words('demo') : null,
    check: { label: words('checkCode'), code: issue.checkCode, hint: words('checkHint') },
    qr: { text: qrOf(issue), hint: words(issue.publicUrl ? 'qrHint' : 'qrCode') },
    readAloud: words('readAloud'),
    footer: words('page', { page: '{page}', pages: '{pages}' }),
    issuedAt: issue.issuedAt,
    parts: eveningParts.flatMap((part) => {
      const items = plan.target.items.flatMap((heard, index) => {
        const item = plan.itemAt(heard.position)
        return item.part === part ? cueItem(plan, issue, { item, heard, number: index + 1 }) : []
      })
      if (items.length === 0 && part !== 'pause') return []
      return [{ name: words(`part.${part}`), pause: part === 'pause' ? words('pause') : null, items }]
    }),
  }
}

function cueItem(
  plan: PackagePlan,
  issue: Issue,
  { item, heard, number }: { item: Item; heard: Target['items'][number]; number: number },
): CueItem {
  const files = plan.sound.files.filter((file) => file.position === item.position)
  return {
    number: String(number),
    title: item.title,
    missing: heard.missing ? words('missing') : null,
    versions: files.map((file) => {
      const { language, spokenText, translationVi } = plan.version(file.versionId)
      const role = file.second
        ? 'second'
        : file.first && heard.viForNow
          ? 'viForNow'
          : file.first
            ? 'first'
            : 'along'
      const text = spokenText ?? (language === null ? '' : words('noText'))
      return {
        heading:
          files.length > 1 || role === 'viForNow'
            ? `${languageName(language)}, ${words(role)}`
            : languageName(language),
        file: file.path,
        duration: lengthText(issue.durationMs(file)),
        text,
        translation: translationVi ? words('translation', { text: translationVi }) : null,
      }
    }),
  }
}
