import {
  type OnStick,
  STICK_LIST,
  sortOut,
  UNFINISHED_LIST,
} from '../../../server/packages/sticks/stick-folder.rules.ts'
import { fileAt, pathsIn } from './folder.ts'

/** Reads what lies on a stick; `wanted` are the paths that are to be written there. */
export async function lookAtFolder(
  dir: FileSystemDirectoryHandle,
  wanted: readonly string[],
): Promise<OnStick> {
  const finished = await (await fileAt(dir, STICK_LIST))?.text()
  const unfinished = await (await fileAt(dir, UNFINISHED_LIST))?.text()
  return sortOut(await pathsIn(dir), { finished, unfinished }, wanted)
}
