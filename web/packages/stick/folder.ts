// A folder that somebody picked in the browser: what it holds, and one file of it by its path.

const parted = (path: string): [folder: string | undefined, name: string] => {
  const [first = '', second] = path.split('/')
  return second === undefined ? [undefined, first] : [first, second]
}

/** Paths of all files in the folder and below, in the order in which the browser gives them. */
export async function pathsIn(dir: FileSystemDirectoryHandle, before = ''): Promise<string[]> {
  const paths: string[] = []
  for await (const [name, handle] of dir.entries()) {
    if (handle.kind === 'file') paths.push(before + name)
    else paths.push(...(await pathsIn(handle as FileSystemDirectoryHandle, `${before}${name}/`)))
  }
  return paths
}

/** Undefined where there is none of that name. */
export async function fileAt(dir: FileSystemDirectoryHandle, path: string): Promise<File | undefined> {
  const [folder, name] = parted(path)
  return await quietly(async () => {
    const inside = folder === undefined ? dir : await dir.getDirectoryHandle(folder)
    return await (await inside.getFileHandle(name)).getFile()
  })
}

/**
 * Writes a file anew. The browser writes beside it and swaps when everything is there, so that what stood there stays
 * until then; what is cut leaves it as it was.
 */
export async function putFile(
  dir: FileSystemDirectoryHandle,
  path: string,
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>> | Iterable<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  const [folder, name] = parted(path)
  const inside = folder === undefined ? dir : await dir.getDirectoryHandle(folder, { create: true })
  const writable = await (await inside.getFileHandle(name, { create: true })).createWritable()
  try {
    for await (const piece of pieces) await writable.write(piece)
    await writable.close()
  } catch (error) {
    await writable.abort().catch(() => undefined)
    throw error
  }
}

export async function removeFile(dir: FileSystemDirectoryHandle, path: string): Promise<void> {
  const [folder, name] = parted(path)
  await quietly(async () => {
    const inside = folder === undefined ? dir : await dir.getDirectoryHandle(folder)
    await inside.removeEntry(name)
  })
}

/** Removes a folder unless something is left in it. */
export async function removeFolder(dir: FileSystemDirectoryHandle, name: string): Promise<void> {
  await quietly(() => dir.removeEntry(name), ['InvalidModificationError'])
}

/** What is not there is nothing; a stick that is gone altogether is found out by the next writing. */
async function quietly<T>(work: () => Promise<T>, also: readonly string[] = []): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    const { name } = error as DOMException
    if (['NotFoundError', 'TypeMismatchError', ...also].includes(name)) return undefined
    throw error
  }
}
