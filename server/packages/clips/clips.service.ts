import { change } from '../../db/audit.ts'
import { inTransaction } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import { counted } from '../../http/counted.ts'
import type { LinkKey } from '../../http/link-token.ts'
import { newLink, openedLink } from '../../http/links.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import type { Ranged } from '../../http/range.ts'
import type { JobHandlers } from '../../jobs/handlers.ts'
import { type Version, versionById } from '../../library/versions.service.ts'
import { plain } from '../files.rules.ts'
import { packagesById, packagesHolding } from '../packages.queries.ts'
import { servedAmong } from '../packages.service.ts'
import { knownSound, renditionFor } from '../sounds.ts'
import { standingOf } from '../standing.queries.ts'
import { insertLink, type Link, linkBy, noteUse, revokeRow } from './clips.queries.ts'
import type { NewClipLink, OpenedClip } from './clips.schema.ts'

const renditionOf = { opus: 'light', mp3: 'usb' } as const

/** Makes a link by which whoever has it hears one approved clip, for a few days. The token is told here and never again. */
export async function createClipLink(
  deps: Deps,
  actor: Actor,
  { versionId, format, recipient, days, key }: NewClipLink & { versionId: string; key: LinkKey },
): Promise<{ id: string; token: string; expiresAt: string }> {
  await assertMayShare(deps, actor, versionId)
  return change(deps, actor, async (trx, record) => {
    const version = found(await versionById(trx, versionId))
    await assertApproved(trx, version)
    const { row, told } = newLink(deps.clock, { key, recipient, days, createdBy: actor.id })
    const { contentId } = version
    await insertLink(trx, { ...row, version_id: versionId, content_id: contentId, format })
    await deps.jobs.enqueue(trx, {
      kind: 'packages.clip',
      lane: 'sound',
      key: `packages.clip:${contentId}:${format}`,
      subjectKind: 'clip_link',
      subjectId: told.id,
      title: version.workTitle,
      payload: { versionId, format },
      // Somebody waits with the phone in their hand.
      priority: 5,
      createdBy: actor.id,
    })
    await record({
      action: 'packages.clip_link',
      subjectKind: 'clip_link',
      subjectId: told.id,
      detail: { versionId, contentId, format, recipient, expiresAt: told.expiresAt },
    })
    return told
  })
}

/** A film team gives away only what its own packages hold. */
export async function assertMayShare(deps: Deps, actor: Actor, versionId: string): Promise<void> {
  if (actor.role !== 'film_team') return
  const holding = (await packagesHolding(deps.reads, versionId)).map(({ packageId }) => packageId)
  const served = await servedAmong(deps, actor.teamIds, await packagesById(deps.reads, holding))
  if (served.length === 0) throw new DomainError('other_team')
}

async function assertApproved(
  db: Parameters<typeof standingOf>[0],
  { id: versionId, contentId, workTitle: title }: Pick<Version, 'id' | 'contentId' | 'workTitle'>,
): Promise<void> {
  const pinned = { versionId, contentId }
  const stopped = (await standingOf(db, [pinned]))(pinned)
  if (stopped) throw new DomainError(stopped, { title })
}

/** Whether a version is approved for loudspeakers as it is now. */
export async function mayBeHeard({ reads }: Pick<Deps, 'reads'>, versionId: string): Promise<boolean> {
  const pinned = { versionId, contentId: found(await versionById(reads, versionId)).contentId }
  return (await standingOf(reads, [pinned]))(pinned) === null
}

/** Takes a link back, at once and for good; once more changes nothing. */
export async function revokeClipLink(deps: Deps, actor: Actor, id: string): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const link = found(await linkBy(trx, 'id', id))
    // A team takes back what it gave; the desk, whatever was given.
    if (actor.role === 'film_team' && link.madeBy !== actor.id) throw new DomainError('other_team')
    if (!link.revokedAt) await revokeRow(trx, id, deps.clock.now())
    await record({ action: 'packages.clip_link_revoke', subjectKind: 'clip_link', subjectId: id })
  })
}

interface Opened {
  link: Link
  version: Version
}

/** What a token opens at this very moment. Throws as `openedLink`, and what became of the clip's approval. */
export async function openedClip(deps: Deps, key: LinkKey, token: string): Promise<Opened> {
  const byHash = (hash: string) => linkBy(deps.reads, 'token_hash', hash)
  const link = await openedLink(deps.clock, { key, token, byHash })
  const version = found(await versionById(deps.reads, link.versionId))
  await assertApproved(deps.reads, { ...version, contentId: link.contentId })
  return { link, version }
}

const soundBehind = (deps: Deps, { link, version }: Opened) =>
  knownSound(deps, renditionOf[link.format], { clip: version, work: workOf(version) })

const workOf = ({ workKind: kind, workTitle: title }: Version) => ({ kind, title })

const fileName = ({ link, version }: Opened) =>
  `${plain(version.workTitle)
    .replace(/[^\w-]+/g, '-')
    .slice(0, 60)}.${link.format === 'opus' ? 'ogg' : 'mp3'}`

export async function shownClip(deps: Deps, opened: Opened): Promise<OpenedClip> {
  const { link, version } = opened
  const sound = await soundBehind(deps, opened)
  return {
    title: version.workTitle,
    language: version.language,
    sender: link.createdBy,
    recipient: link.recipient,
    expiresAt: link.expiresAt,
    format: link.format,
    file: sound
      ? {
          sizeBytes: sound.sizeBytes,
          durationMs: sound.durationMs ?? version.durationMs,
          name: fileName(opened),
        }
      : null,
  }
}

/** The sound itself, noted on the link once it has gone. Throws `package_not_ready` while it is still being made. */
export async function clipRanged(
  deps: Deps,
  opened: Opened,
  onError: (error: unknown) => void,
): Promise<Ranged> {
  const sound = await soundBehind(deps, opened)
  if (!sound) throw new DomainError('package_not_ready')
  const ranged: Ranged = {
    sizeBytes: sound.sizeBytes,
    etag: sound.sha256,
    mediaType: sound.mediaType,
    fileName: fileName(opened),
    inline: true,
    read: (start, end) => deps.blobs.read(sound.sha256, start, end),
  }
  return counted(ranged, ({ bytes, toTheEnd }) => {
    const at = deps.clock.now()
    inTransaction(deps.db, (trx) => noteUse(trx, opened.link.id, { bytes, toTheEnd, at })).catch(onError)
  })
}

/** Makes the sound of a clip that somebody was given, unless a package made it before. */
export const clipJobs: JobHandlers = {
  'packages.clip': {
    async run(job, { deps, signal, progress }) {
      const { versionId, format } = job.payload as { versionId: string; format: keyof typeof renditionOf }
      const version = found(await versionById(deps.reads, versionId))
      await assertApproved(deps.reads, version)
      const onProgress = (fraction: number) => progress(fraction)
      await renditionFor(deps, renditionOf[format], {
        clip: version,
        work: workOf(version),
        signal,
        onProgress,
      })
      return async () => undefined
    },
  },
}
