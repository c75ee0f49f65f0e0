import { isSound, ofTheSystem } from '../folder.rules.ts'
import type { StickList } from './sticks.schema.ts'

// What lies on a stick, told from what we wrote there. Read by the server, by the page that writes and by the player.

/** The list's own name; what stands on a stick under it was written by us. */
export const STICK_LIST = 'VANG.JSN'
/** Stands on a stick while it is being written. */
export const UNFINISHED_LIST = 'VANG.TMP'

/** A package's own papers under names of 8.3. */
export const names83: Readonly<Record<string, string>> = {
  'manifest.json': 'MANIFEST.JSN',
  'manifest.json.minisig': 'MANIFEST.SIG',
  'khoa.json': 'KHOA.JSN',
}

/** What a list names is removed and written: no name of it may lead out of the stick. */
const plainPath = /^([A-Z0-9]{1,8}\/)?[A-Z0-9]{1,8}(\.[A-Z0-9]{1,3})?$/
const hash = /^[0-9a-f]{64}$/
const bytes = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0

/** A stick's list out of its text; undefined where it is cut, or none of ours: what it stands beside is somebody else's. */
export function readStickList(text: string): StickList | undefined {
  try {
    const list = JSON.parse(text) as StickList
    const plain =
      list.schema === 'vang.stick/1' &&
      [list.packageId, list.title, list.target, list.checkCode].every((one) => typeof one === 'string') &&
      list.folders.every(({ name }) => plainPath.test(name)) &&
      list.files.every(
        (file) =>
          plainPath.test(file.path) &&
          hash.test(file.sha256) &&
          [file.sizeBytes, file.head].every(bytes) &&
          file.clips.every((clip) => hash.test(clip.sha256) && bytes(clip.from) && bytes(clip.to)),
      )
    return plain ? list : undefined
  } catch {
    return undefined
  }
}

/** What a stick holds before anything is written to it. */
export interface OnStick {
  /** What we wrote there, by its own list; null where there is none of ours. */
  readonly ours: { readonly list: StickList; readonly finished: boolean } | null
  /** Everything else that a loudspeaker would play, too: paths from the stick's root. */
  readonly otherSounds: readonly string[]
  /** What lies in our folders, or under the names of our papers, and is not ours. */
  readonly foreign: readonly string[]
  /** What a browser left of one of our files when it was killed; nobody misses it. */
  readonly torn: readonly string[]
}

// FAT knows no difference between A and a.
const key = (path: string) => path.toUpperCase()

/**
 * Sorts out what lies on a stick. `finished` and `unfinished` are the texts of its lists, undefined where there is none;
 * `wanted` are the paths that are to be written there.
 */
export function sortOut(
  paths: readonly string[],
  lists: { finished: string | undefined; unfinished: string | undefined },
  wanted: readonly string[],
): OnStick {
  const read = (text: string | undefined) => (text === undefined ? undefined : readStickList(text))
  const finished = read(lists.finished)
  const list = finished ?? read(lists.unfinished)
  const ours = new Set([STICK_LIST, UNFINISHED_LIST, ...(list?.files.map(({ path }) => path) ?? [])].map(key))
  const isTorn = (path: string) =>
    ours.has(key(path.replace(/(\.\d+)?\.crswap$/i, ''))) && !ours.has(key(path))
  const others = paths.filter((path) => !ours.has(key(path)) && !ofTheSystem(path) && !isTorn(path)).sort()
  const top = (path: string) => key(path.split('/')[0] ?? '')
  const tops = new Set(wanted.map(top))
  return {
    ours: list ? { list, finished: finished !== undefined } : null,
    otherSounds: others.filter(isSound),
    foreign: others.filter((path) => tops.has(top(path))),
    torn: paths.filter(isTorn).sort(),
  }
}

/** Only what would be heard, or lies among what we wrote, is too much on a stick: somebody's letters may stay there. */
export function disturbs(path: string, list: StickList): boolean {
  return (
    isSound(path) ||
    /\.m3u8?$/i.test(path) ||
    list.folders.some(({ name }) => key(path).startsWith(`${name}/`))
  )
}
