import { Readable } from 'node:stream'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import type { Ranged } from '../http/range.ts'
import { zipRanged } from '../http/zip-bytes.ts'
import type { Carried } from './downloads.service.ts'
import { folderName, zipName } from './files.rules.ts'
import { MANIFEST_PATH } from './manifest.schema.ts'
import { finished, mayLeave, packagesFor } from './packages.service.ts'

export interface Download {
  ranged: Ranged
  carried: Carried[]
}

/** One package as a ZIP. */
export async function zipOf(deps: Deps, actor: Actor, id: string): Promise<Download> {
  const { of, content } = await mayLeave(deps, actor, id)
  const ranged = zipRanged(content.entries, deps.blobs, zipName(of.target.name, of.sequence))
  return { ranged, carried: [{ packageId: id, sizeBytes: ranged.sizeBytes }] }
}

/** Several packages as one ZIP, each in a folder of its own; without ids all that are ready now. */
export async function bundleOf(deps: Deps, actor: Actor, ids?: readonly string[]): Promise<Download> {
  const wanted = ids ?? (await packagesFor(deps, actor)).filter((one) => one.content).map((one) => one.id)
  if (wanted.length === 0) throw new DomainError('package_not_ready')
  const entries = []
  const carried: Carried[] = []
  for (const [index, id] of [...new Set(wanted)].entries()) {
    const { of, content } = await mayLeave(deps, actor, id)
    const folder = folderName(of.target.name, index)
    entries.push(...content.entries.map((entry) => ({ ...entry, path: `${folder}/${entry.path}` })))
    carried.push({ packageId: id, sizeBytes: content.sizeBytes })
  }
  return { ranged: zipRanged(entries, deps.blobs, `goi-loa-${wanted.length}-dia-ban.zip`), carried }
}

const mediaTypes: Record<string, string> = {
  MP3: 'audio/mpeg',
  M3U: 'audio/x-mpegurl',
  PDF: 'application/pdf',
  TXT: 'text/plain; charset=utf-8',
  json: 'application/json',
  minisig: 'text/plain; charset=utf-8',
}

/** One file of a package, to be heard, read or kept. */
export async function fileOf(
  deps: Deps,
  actor: Actor,
  { id, path }: { id: string; path: string },
): Promise<Ranged> {
  // What was signed is history, which stays readable; everything else would be heard or read aloud.
  const history = path === MANIFEST_PATH || path === `${MANIFEST_PATH}.minisig`
  const { content } = await (history ? finished : mayLeave)(deps, actor, id)
  const { sizeBytes, sha256, laid } = found(content.entries.find((entry) => entry.path === path))
  const [made] = laid ?? []
  return {
    sizeBytes,
    etag: sha256,
    mediaType: mediaTypes[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    fileName: path.split('/').at(-1) ?? path,
    inline: true,
    read: (start, end) =>
      made?.bytes ? Readable.from([made.bytes.subarray(start, end)]) : deps.blobs.read(sha256, start, end),
  }
}
