import { capitals, MOST_IN_FOLDER, padded, stemOfPart } from '../files.rules.ts'
import type { Manifest, ManifestSound } from '../manifest.schema.ts'

/** parts: one file for each part of the evening; clips: the package's own files, each by itself. */
export const stickForms = ['parts', 'clips'] as const
export type StickForm = (typeof stickForms)[number]

/** A player that shows two digits counts no more folders. */
const MOST_FOLDERS = 99

/** What a stick is to hold: in which form, and of which evening; without a language every one, a folder each. */
export interface StickChoice {
  readonly form: StickForm
  readonly language?: string | undefined
}

/** What decides whether two clips may lie in one file: its rate is constant from the first frame to the last. */
export interface SoundShape {
  readonly kbps: number
  readonly sampleRateHz: number
  readonly channels: number
}

/** One MP3 of a stick and the clips it is laid from, in the order in which they sound. */
export interface StickSound {
  /** `01/02TBAO.MP3` */
  readonly path: string
  readonly part: string
  readonly clips: readonly ManifestSound[]
}

/** A folder of the stick: one evening, in the order of its files. */
export interface StickFolder {
  /** Null for the evening of first choices. */
  readonly language: string | null
  readonly sounds: readonly StickSound[]
}

/** The sounds among a package's files, first choices and other versions alike. */
export const soundsOf = (manifest: Pick<Manifest, 'files'>): ManifestSound[] =>
  manifest.files.filter((file) => file.kind === 'sound')

/**
 * The folders of a stick. In parts each language has the whole evening, its own versions where there are any and else
 * the first choice: whoever opens its folder needs no other. In clips the folders are those of the package, or one evening.
 * Nothing where there is no evening in that language. Throws RangeError where a stick cannot hold that many folders.
 */
export function layStick(
  manifest: Pick<Manifest, 'files' | 'target'>,
  { form, language }: StickChoice,
  shapeOf: (clip: ManifestSound) => SoundShape,
): StickFolder[] {
  const evenings = eveningsOf(manifest).filter(
    (evening) => language === undefined || nameOf(evening) === language,
  )
  const asPackage = form === 'clips' && language === undefined
  const folders = asPackage ? clipFolders(soundsOf(manifest)) : eveningFolders(evenings, form, shapeOf)
  const names = new Set(folders.flatMap(({ sounds }) => sounds.map(({ path }) => path.slice(0, 2))))
  if (names.size > MOST_FOLDERS)
    throw new RangeError(`A stick holds ${MOST_FOLDERS} folders, not ${names.size}`)
  return folders
}

interface Evening {
  readonly language: string | null
  readonly clips: readonly ManifestSound[]
}

/** How an evening is asked for: its language, or `first` for that of first choices. */
export const nameOf = ({ language }: Pick<Evening, 'language'>): string => language ?? 'first'

/** The evening of first choices, then one for each further language that has a version of its own. */
export function eveningsOf({ files, target }: Pick<Manifest, 'files' | 'target'>): Evening[] {
  const sounds = soundsOf({ files })
  const evening = sounds.filter((clip) => clip.first)
  const along = sounds.filter((clip) => !clip.first)
  const spoken = new Set(along.map((clip) => clip.language))
  const inOrder = [...target.languages.filter((language) => spoken.delete(language)), ...spoken]
  return [
    { language: null, clips: evening },
    ...inOrder
      .filter((language) => language !== null)
      .map((language) => ({ language, clips: inLanguage(evening, along, language) })),
  ]
}

/** Where a work has a version in the language, it stands for the first choice and for what follows that in another one. */
function inLanguage(
  evening: readonly ManifestSound[],
  along: readonly ManifestSound[],
  language: string,
): ManifestSound[] {
  const own = new Map(along.filter((clip) => clip.language === language).map((clip) => [clip.position, clip]))
  return evening.flatMap((clip, index) => {
    const replaced = own.get(clip.position)
    if (!replaced) return [clip]
    const isSecond = evening[index - 1]?.position === clip.position
    // The second of a work told twice is the same in every folder; the language itself is not said twice.
    return isSecond ? (clip.language === language ? [] : [clip]) : [replaced]
  })
}

/** An evening's files one after the other, 99 to a folder; the first evening begins with folder 01. */
function eveningFolders(
  evenings: readonly Evening[],
  form: StickForm,
  shapeOf: (clip: ManifestSound) => SoundShape,
): StickFolder[] {
  const digits = form === 'parts' ? 2 : 3
  let folder = 0
  return evenings.map(({ language, clips }) => {
    const runs = form === 'parts' ? runsOf(clips, shapeOf) : clips.map((clip) => [clip])
    const sounds = runs.map((run, index) => {
      const place = index % MOST_IN_FOLDER
      if (place === 0) folder += 1
      const part = run[0]?.part ?? ''
      const path = `${padded(folder, 2)}/${padded(place + 1, digits)}${stemOfPart(part)}.MP3`
      return { path, part, clips: run }
    })
    return { language, sounds }
  })
}

/**
 * One run for each part as it is played. Where the rate changes within a part a new one begins, because players take a
 * file's length and places from its first frame.
 */
function runsOf(
  clips: readonly ManifestSound[],
  shapeOf: (clip: ManifestSound) => SoundShape,
): ManifestSound[][] {
  const runs: ManifestSound[][] = []
  for (const clip of clips) {
    const run = runs.at(-1)
    const before = run?.[0]
    if (run && before && before.part === clip.part && sameShape(shapeOf(before), shapeOf(clip)))
      run.push(clip)
    else runs.push([clip])
  }
  return runs
}

const sameShape = (a: SoundShape, b: SoundShape) =>
  a.kbps === b.kbps && a.sampleRateHz === b.sampleRateHz && a.channels === b.channels

/** The package's folders: the evening, then what each further language adds. */
function clipFolders(sounds: readonly ManifestSound[]): StickFolder[] {
  const folders = new Map<string, ManifestSound[]>()
  for (const clip of sounds) {
    const name = clip.path.slice(0, 2)
    folders.set(name, [...(folders.get(name) ?? []), clip])
  }
  return [...folders.values()].map((clips) => ({
    language: clips.every((clip) => clip.first) ? null : (clips[0]?.language ?? null),
    sounds: clips.map((clip) => ({ path: clip.path, part: clip.part, clips: [clip] })),
  }))
}

/** A volume's name: at most 11 capitals, from a place's name. */
export const volumeLabel = (name: string): string => capitals(name).slice(0, 11) || 'VANG'
