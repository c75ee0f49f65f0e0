import { type FolderVerdict, judgeFolder } from '../../../server/packages/folder.rules.ts'
import type { Manifest } from '../../../server/packages/manifest.schema.ts'
import { isTag } from '../../../server/packages/sticks/id3.rules.ts'
import {
  disturbs,
  readStickList,
  STICK_LIST,
  UNFINISHED_LIST,
} from '../../../server/packages/sticks/stick-folder.rules.ts'
import { proofsOf } from '../../../server/packages/sticks/stick-proof.rules.ts'
import type { StickList } from '../../../server/packages/sticks/sticks.schema.ts'
import type { Hashes, Stretch } from './verify.ts'
import type { Found } from './zip-entries.ts'

/** What a stick says it holds, set beside the package's manifest. */
export interface StickFound {
  /** Null where there is no list that can be read: then nothing on it can be known. */
  list: StickList | null
  /** Whether whoever wrote it came to the end. */
  finished: boolean
  /** Files of which the list says something that the manifest does not, or whose tag is none. */
  untrue: string[]
  present: Stretch[]
}

/** Reads a stick's own list; `fileAt` finds a file of it without regard to case. */
export async function readStick(
  lists: { finished: string | undefined; unfinished: string | undefined },
  manifest: Manifest,
  fileAt: (path: string) => Blob | undefined,
): Promise<StickFound> {
  const read = (text: string | undefined) => (text === undefined ? undefined : readStickList(text))
  const done = read(lists.finished)
  const list = done ?? read(lists.unfinished)
  if (!list) return { list: null, finished: false, untrue: [], present: [] }
  const { files, untrue } = proofsOf(list, manifest)
  const present: Stretch[] = []
  for (const { path, sizeBytes, tagBytes, proofs } of files) {
    const file = fileAt(path)
    if (file?.size !== sizeBytes) continue
    if (tagBytes > 0 && !isTag(await headOf(file, tagBytes))) untrue.push(path)
    for (const { from, to, sha256 } of proofs) present.push({ path, file: file.slice(from, to), sha256 })
  }
  return { list, finished: done !== undefined, untrue, present }
}

/** Nothing where a stick that is failing does not give it. */
async function headOf(file: Blob, length: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, length).arrayBuffer())
  } catch {
    return new Uint8Array()
  }
}

/** What the hashes say of a stick. One that was not written to its end lacks its list. */
export function stickVerdict(
  { list, finished, untrue, present }: StickFound,
  inside: readonly Found[],
  hashes: Hashes,
): FolderVerdict {
  if (!list) return { whole: [], missing: [STICK_LIST], changed: [], extra: [] }
  const wrong = new Set(untrue)
  for (const stretch of present) if (hashes.get(stretch) !== stretch.sha256) wrong.add(stretch.path)
  const right = new Map(
    list.files.map(({ path, sha256 }) => [path.toLowerCase(), wrong.has(path) ? undefined : sha256]),
  )
  const lying = inside.map(({ path, file }) => {
    return { path, sizeBytes: file.size, sha256: right.get(path.toLowerCase()) }
  })
  const verdict = judgeFolder(list, lying, [STICK_LIST, UNFINISHED_LIST])
  return {
    ...verdict,
    missing: finished ? verdict.missing : [...verdict.missing, STICK_LIST],
    changed: wrong.has(STICK_LIST) ? [...verdict.changed, STICK_LIST] : verdict.changed,
    extra: verdict.extra.filter((path) => disturbs(path, list)),
  }
}
