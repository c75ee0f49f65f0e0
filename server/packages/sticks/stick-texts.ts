import { addDays, numericDay } from '../../calendar/days.rules.ts'
import { lengthText } from '../../schedule/schedule.rules.ts'
import { hasWords, say } from '../../words/words.ts'
import { m3uOf, padded } from '../files.rules.ts'
import type { Manifest } from '../manifest.schema.ts'
import type { StickFolder, StickSound } from './stick-layout.rules.ts'
import type { StickWish } from './sticks.schema.ts'

// Sticks go to the province's teams, whatever language a page is read in.
const words = (key: string, values: Record<string, unknown> = {}) => say('vi', key, values)

export const partName = (part: string): string =>
  hasWords(`packages.part.${part}`) ? words(`packages.part.${part}`) : part

const languageName = (language: string) =>
  hasWords(`packages.language.${language}`) ? words(`packages.language.${language}`) : language

const lengthOf = ({ clips }: StickSound) => clips.reduce((sum, clip) => sum + clip.durationMs, 0)

/** A list to each evening, for players and computers that open one. */
export function stickLists(
  folders: readonly StickFolder[],
  form: StickWish['form'],
): { path: string; bytes: Uint8Array }[] {
  return folders.map((folder, index) => {
    const titleOf = ({ part, clips: [only] }: StickSound) =>
      form === 'clips' && only ? only.title : partName(part)
    const about = (sound: StickSound) => ({ title: titleOf(sound), durationMs: lengthOf(sound) })
    return {
      path: `${padded(index + 1, 2)}.M3U`,
      bytes: Buffer.from(m3uOf({ files: folder.sounds }, about), 'latin1'),
    }
  })
}

/** What lies where, file by file, for whoever opens the stick on a computer; Windows' line ends, and a mark of UTF-8. */
export function stickReadme(
  manifest: Manifest,
  folders: readonly StickFolder[],
  { form }: Pick<StickWish, 'form'>,
): string {
  const { playlist, target, publication, validFrom, validTo, demo, checkCode } = manifest
  const issue = {
    number: publication.number,
    from: numericDay(validFrom),
    to: numericDay(addDays(validTo, -1)),
  }
  const lines = [
    ...(demo ? [words('packages.demo'), ''] : []),
    words('sticks.readme.title', { title: playlist.title }),
    words('packages.readme.target', { name: target.name }),
    words('packages.issue', issue),
    words('packages.readme.check', { code: checkCode }),
    '',
    words(`sticks.readme.${form}`),
    words('packages.readme.pause'),
    words('sticks.readme.verify'),
    ...folders.flatMap((folder) => ['', ...folderLines(folder)]),
    '',
  ]
  return `\uFEFF${lines.join('\r\n')}`
}

function folderLines({ language, sounds }: StickFolder): string[] {
  const name = sounds[0]?.path.slice(0, 2) ?? ''
  const head =
    language === null
      ? words('sticks.readme.evening', { name })
      : words('sticks.readme.language', { name, language: languageName(language) })
  return [head, ...sounds.flatMap(soundLines)]
}

/** A file and, where it holds several, when each of its clips begins. */
function soundLines(sound: StickSound): string[] {
  const head = `  ${sound.path}  ${lengthText(lengthOf(sound))}  ${partName(sound.part)}`
  const [only, ...more] = sound.clips
  if (only && more.length === 0) return [`${head}: ${only.title}`]
  let at = 0
  return [
    head,
    ...sound.clips.map((clip) => {
      const line = `      ${lengthText(at)}  ${clip.title}`
      at += clip.durationMs
      return line
    }),
  ]
}
