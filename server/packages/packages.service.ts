import { targetsServedBy, teamsServing } from '../areas/areas.service.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { type Actor, may } from '../http/permissions.rules.ts'
import { packageDelta } from './delta.rules.ts'
import { downloadsOf, wholeDownloads } from './downloads.queries.ts'
import { revokedIds } from './keys/keys.service.ts'
import { type Content, listPackages, type Package, packageById } from './packages.queries.ts'
import { buildId, servingDay, supersession } from './packages.rules.ts'
import type { PackageChanges, PackageDetail, PackageDownload, PackageLine } from './packages.schema.ts'
import { contentOf, setKey, soundsOfSets, summariesOf } from './sets.queries.ts'
import { standingOf } from './standing.queries.ts'
import { withdrawnAmong } from './withdrawals.queries.ts'

export type Reading = Pick<Deps, 'reads' | 'clock'>

/** A film team reads what it serves in the days of the package; everybody else goes by role alone. */
async function mayRead({ reads, clock }: Reading, actor: Actor, of: Package): Promise<boolean> {
  if (actor.role !== 'film_team') return may(actor, 'packages.read')
  const day = servingDay(clock.today(), of)
  return may(actor, 'packages.read', { servedByTeamIds: await teamsServing(reads, of.target, day) })
}

/** Those packages whose place one of the teams serves in their days. */
export async function servedAmong(
  { reads, clock }: Reading,
  teamIds: readonly string[],
  packages: readonly Package[],
): Promise<Package[]> {
  const today = clock.today()
  const served = new Map<string, Set<string>>()
  const mine = []
  for (const one of packages) {
    const day = servingDay(today, one)
    const known =
      served.get(day) ??
      new Set((await targetsServedBy(reads, teamIds, day)).map(({ kind, id }) => `${kind} ${id}`))
    served.set(day, known)
    if (known.has(`${one.target.kind} ${one.target.id}`)) mine.push(one)
  }
  return mine
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
  const supersededBy = supersession(all)
  const wanted = all.filter((one) => superseded || supersededBy(one) === null)
  const mine = actor.role === 'film_team' ? await servedAmong(deps, actor.teamIds, wanted) : wanted
  return await linesOf(deps, mine, supersededBy)
}

/** Why packages that are finished may not be used: they were withdrawn, their key was, or an approval is gone. */
export async function stoppedAmong({ reads }: Pick<Deps, 'reads'>, some: readonly Package[]) {
  const withdrawn = await withdrawnAmong(
    reads,
    some.map(({ id }) => id),
  )
  const revoked = await revokedIds(reads)
  const sounds = await soundsOfSets(
    reads,
    some.map(({ publicationId }) => publicationId),
  )
  const standing = await standingOf(reads, [...sounds.values()].flat())
  const stoppedSets = new Set(
    [...sounds].filter(([, pinned]) => pinned.some((sound) => standing(sound) !== null)).map(([key]) => key),
  )
  return (one: Package) => {
    const withdrawal = withdrawn.get(one.id) ?? null
    if (withdrawal || stoppedSets.has(setKey(one.publicationId, one.variant)))
      return { state: 'withdrawn' as const, withdrawal }
    return one.keyId !== null && revoked.has(one.keyId)
      ? { state: 'key_revoked' as const, withdrawal }
      : undefined
  }
}

async function linesOf(
  deps: Reading,
  some: readonly Package[],
  supersededBy: ReturnType<typeof supersession>,
): Promise<PackageLine[]> {
  const ids = some.map((one) => one.id)
  const summaries = await summariesOf(deps.reads, ids)
  const downloads = await wholeDownloads(deps.reads, ids)
  const stoppedBy = await stoppedAmong(deps, some)
  return some.map((one) => {
    const { publicationId, variant, keyId: _, manifestSha256: __, lightBytes: ___, ...shown } = one
    const stopped = one.state === 'ready' ? stoppedBy(one) : undefined
    return {
      ...shown,
      buildId: buildId(publicationId, variant),
      state: stopped?.state ?? one.state,
      withdrawal: stopped?.withdrawal ?? null,
      supersededBy: supersededBy(one),
      content: (stopped ? undefined : summaries.get(one.id)) ?? null,
      download: downloads.get(one.id) ?? null,
    }
  })
}

export async function packageFor(deps: Reading, actor: Actor, id: string): Promise<PackageDetail> {
  const of = await readable(deps, actor, id)
  const all = await listPackages(deps.reads, of.playlistId)
  const [line] = await linesOf(deps, [of], supersession(all))
  const content = await contentOf(deps.reads, id)
  return { ...found(line), manifest: content?.manifest ?? null }
}

/** What became different since another package of the same place, by default since the one before it. */
export async function changesOf(
  deps: Reading,
  actor: Actor,
  { id, from }: { id: string; from?: string | undefined },
): Promise<PackageChanges> {
  const { of, content } = await finished(deps, actor, id)
  const there = (one: Package) => one.target.kind === of.target.kind && one.target.id === of.target.id
  const earlier = (await listPackages(deps.reads, of.playlistId)).filter(
    (one) => there(one) && (from === undefined ? one.sequence < of.sequence : one.id === from),
  )
  for (const one of earlier) {
    const before = await contentOf(deps.reads, one.id)
    if (before)
      return {
        from: { id: one.id, sequence: one.sequence },
        delta: packageDelta(before.manifest, content.manifest),
      }
  }
  if (from !== undefined) throw new DomainError('not_found')
  return { from: null, delta: null }
}

/** Who fetched a package, whole or in part. */
export async function downloadsFor(deps: Reading, actor: Actor, id: string): Promise<PackageDownload[]> {
  await readable(deps, actor, id)
  return downloadsOf(deps.reads, id)
}

/** A finished package, which stays readable in history. */
export async function finished(
  deps: Reading,
  actor: Actor,
  id: string,
): Promise<{ of: Package; content: Content }> {
  const of = await readable(deps, actor, id)
  const content = await contentOf(deps.reads, id)
  if (!content) throw new DomainError('package_not_ready')
  return { of, content }
}

/** A finished package that may still be used, and whose every sound may still be heard. */
export async function mayLeave(
  deps: Reading,
  actor: Actor,
  id: string,
): Promise<{ of: Package; content: Content }> {
  const { of, content } = await finished(deps, actor, id)
  await assertUsable(deps, of, content)
  return { of, content }
}

/** Throws why a package may not be used: `package_withdrawn`, `key_revoked`, or what became of a sound's approval. */
export async function assertUsable(
  { reads }: Pick<Deps, 'reads'>,
  of: Package,
  { manifest }: Content,
): Promise<void> {
  const withdrawal = (await withdrawnAmong(reads, [of.id])).get(of.id)
  if (withdrawal) throw new DomainError('package_withdrawn', { reason: withdrawal.reason })
  if (of.keyId !== null && (await revokedIds(reads)).has(of.keyId)) throw new DomainError('key_revoked')
  const sounds = manifest.files.filter((file) => file.kind === 'sound')
  const standing = await standingOf(reads, sounds)
  for (const sound of sounds) {
    const stopped = standing(sound)
    if (stopped) throw new DomainError(stopped, { title: sound.title })
  }
}
