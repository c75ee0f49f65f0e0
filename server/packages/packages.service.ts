import { teamsServing } from '../areas/areas.service.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { type Actor, may } from '../http/permissions.rules.ts'
import type { Ranged } from '../http/range.ts'
import { zipRanged } from '../http/zip-bytes.ts'
import { wholeDownloads } from './downloads.queries.ts'
import type { Carried } from './downloads.service.ts'
import { folderName, zipName } from './files.rules.ts'
import { MANIFEST_PATH } from './manifest.schema.ts'
import { type Content, contentsOf, listPackages, type Package, packageById } from './packages.queries.ts'
import { contentLine, servingDay, supersededBy } from './packages.rules.ts'
import type { PackageDetail, PackageLine } from './packages.schema.ts'
import { standingOf } from './standing.queries.ts'

type Reading = Pick<Deps, 'reads' | 'clock'>

/** A film team reads what it serves in the days of the package; everybody else goes by role alone. */
async function mayRead({ reads, clock }: Reading, actor: Actor, of: Package): Promise<boolean> {
  if (actor.role !== 'film_team') return may(actor, 'packages.read')
  const day = servingDay(clock.today(), of)
  return may(actor, 'packages.read', { servedByTeamIds: await teamsServing(reads, of.target, day) })
}

async function readable(deps: Reading, actor: Actor, id: string): Promise<Package> {
  const of = found(await packageById(deps.reads, id))
  if (!(await mayRead(deps, actor, of))) throw new DomainError('other_team')
  return of
}

/** The packages one may read, those that were superseded only where asked for. */
export async function packagesFor(
  deps: Reading,
  actor: Actor,
  { superseded = false, playlistId }: { superseded?: boolean; playlistId?: string | undefined } = {},
): Promise<PackageLine[]> {
  const all = await listPackages(deps.reads, playlistId)
  const wanted = all.filter((one) => superseded || supersededBy(one, all) === null)
  const mine = []
  for (const one of wanted) if (await mayRead(deps, actor, one)) mine.push(one)
  return await linesOf(deps, mine, all)
}

async function linesOf(
  { reads }: Reading,
  some: readonly Package[],
  all: readonly Package[],
): Promise<PackageLine[]> {
  const ids = some.map((one) => one.id)
  const contents = await contentsOf(reads, ids)
  const downloads = await wholeDownloads(reads, ids)
  const standing = await standingOf(reads, [...contents.values()].flatMap(soundsOf))
  return some.map((one) => {
    const { publicationId: _, ...shown } = one
    const whole = contents.get(one.id)
    const stopped = whole && soundsOf(whole).some((sound) => standing(sound) !== null)
    const content = stopped ? undefined : whole
    return {
      ...shown,
      state: stopped ? 'withdrawn' : one.state,
      supersededBy: supersededBy(one, all),
      content: content ? contentLine(content.manifest, content.sizeBytes) : null,
      download: downloads.get(one.id) ?? null,
    }
  })
}

const soundsOf = ({ manifest }: Content) => manifest.files.filter((file) => file.kind === 'sound')

export async function packageFor(deps: Reading, actor: Actor, id: string): Promise<PackageDetail> {
  const of = await readable(deps, actor, id)
  const [line] = await linesOf(deps, [of], await listPackages(deps.reads, of.playlistId))
  const content = (await contentsOf(deps.reads, [id])).get(id)
  return { ...found(line), manifest: content?.manifest ?? null }
}

async function finished(deps: Reading, actor: Actor, id: string): Promise<{ of: Package; content: Content }> {
  const of = await readable(deps, actor, id)
  const content = (await contentsOf(deps.reads, [id])).get(id)
  if (!content) throw new DomainError('package_not_ready')
  return { of, content }
}

/** A finished package whose every sound may still be heard. */
async function mayLeave(deps: Reading, actor: Actor, id: string): Promise<{ of: Package; content: Content }> {
  const { of, content } = await finished(deps, actor, id)
  const sounds = soundsOf(content)
  const standing = await standingOf(deps.reads, sounds)
  for (const sound of sounds) {
    const stopped = standing(sound)
    if (stopped) throw new DomainError(stopped, { title: sound.title })
  }
  return { of, content }
}

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
}

/** One file of a package, to be heard, read or kept. */
export async function fileOf(
  deps: Deps,
  actor: Actor,
  { id, path }: { id: string; path: string },
): Promise<Ranged> {
  // The manifest is history, which stays readable; everything else would be heard or read aloud.
  const { content } = await (path === MANIFEST_PATH ? finished : mayLeave)(deps, actor, id)
  const { sizeBytes, sha256 } = found(content.entries.find((entry) => entry.path === path))
  return {
    sizeBytes,
    etag: sha256,
    mediaType: mediaTypes[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    fileName: path.split('/').at(-1) ?? path,
    inline: true,
    read: (start, end) => deps.blobs.read(sha256, start, end),
  }
}
