import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type OnStick, STICK_LIST, sortOut, UNFINISHED_LIST } from './stick-folder.rules.ts'

/** Reads a stick before it is written; `wanted` are the paths that are to be written there. */
export async function lookAtStick(path: string, wanted: readonly string[]): Promise<OnStick> {
  const paths: string[] = []
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true }))
    if (!entry.isDirectory()) paths.push(relative(path, join(entry.parentPath, entry.name)))
  const lists = {
    finished: await textAt(join(path, STICK_LIST)),
    unfinished: await textAt(join(path, UNFINISHED_LIST)),
  }
  return sortOut(paths, lists, wanted)
}

async function textAt(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}
