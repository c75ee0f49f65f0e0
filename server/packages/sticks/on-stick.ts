import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { ofTheSystem } from '../folder.rules.ts'
import { STICK_LIST, type StickList, stickList, UNFINISHED_LIST } from './sticks.schema.ts'

/** What a stick holds before anything is written to it. */
export interface OnStick {
  /** What we wrote there, by its own list; null where there is none of ours. */
  readonly ours: { readonly list: StickList; readonly finished: boolean } | null
  /** Everything else that a loudspeaker would play, too: paths from the stick's root. */
  readonly otherSounds: readonly string[]
  /** What lies in our folders, or under the names of our papers, and is not ours. */
  readonly foreign: readonly string[]
}

const soundFile = /\.(mp3|wav|wma|ogg|opus|m4a|aac|flac|ape)$/i
const key = (path: string) => path.toUpperCase()

/** Reads a stick before it is written; `wanted` are the paths that are to be written there. */
export async function lookAtStick(path: string, wanted: readonly string[]): Promise<OnStick> {
  const finished = await listAt(join(path, STICK_LIST))
  const list = finished ?? (await listAt(join(path, UNFINISHED_LIST)))
  const ours = new Set(
    [STICK_LIST, UNFINISHED_LIST, ...(list?.files.map((file) => file.path) ?? [])].map(key),
  )
  const others: string[] = []
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue
    const inside = relative(path, join(entry.parentPath, entry.name))
    if (!ours.has(key(inside)) && !ofTheSystem(inside)) others.push(inside)
  }
  const tops = new Set(wanted.map((one) => key(one.split('/')[0] ?? '')))
  return {
    ours: list ? { list, finished: finished !== undefined } : null,
    otherSounds: others.filter((one) => soundFile.test(one)).sort(),
    foreign: others.filter((one) => tops.has(key(one.split('/')[0] ?? ''))).sort(),
  }
}

/** A list that does not read as one of ours is none: what it stands beside is somebody else's. */
async function listAt(path: string): Promise<StickList | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    const parsed = stickList.safeParse(JSON.parse(text))
    return parsed.success && parsed.data.files.every((file) => plainPath.test(file.path))
      ? parsed.data
      : undefined
  } catch {
    // Cut while it was written.
    return undefined
  }
}

/** What a list names is removed: no name of it may lead out of the stick. */
const plainPath = /^([A-Z0-9]{1,8}\/)?[A-Z0-9]{1,8}(\.[A-Z0-9]{1,3})?$/
