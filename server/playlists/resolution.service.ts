import type { DbOrTrx } from '../db/open.ts'
import { approvedFor } from '../library/library.rules.ts'
import { type Version, versionsOf } from '../library/versions.service.ts'
import { approvalsOf, scriptsFor } from './pinned.queries.ts'
import type { PinnedVersion, PlaylistBody } from './playlist-body.schema.ts'
import { type Recording, resolveWork, totalsOf } from './playlists.rules.ts'
import type { Playlist, Resolution } from './playlists.schema.ts'

/** Every version of the playlist's works that may be heard over loudspeakers today, by work. */
async function audible(db: DbOrTrx, playlist: Playlist): Promise<Map<string, Version[]>> {
  const workIds = [...new Set(playlist.items.map((item) => item.workId))]
  const versions = await versionsOf(db, workIds)
  return Map.groupBy(
    versions.filter((version) => !version.workWithdrawn && approvedFor(version, 'loudspeaker')),
    (version) => version.workId,
  )
}

const asRecording = ({ id, number, language, inMs, outMs, durationMs }: Version): Recording => {
  return { versionId: id, number, language, inMs, outMs, durationMs }
}

function resolveTargets(playlist: Playlist, versions: Map<string, Version[]>): Resolution['targets'] {
  return playlist.targets.map((target) => {
    const cells = playlist.items.map((item) =>
      resolveWork(target.languages, (versions.get(item.workId) ?? []).map(asRecording)),
    )
    return { ...target, cells, ...totalsOf(cells) }
  })
}

/** What each place would hear of each work if the playlist were published now. */
export async function resolvePlaylist(
  db: DbOrTrx,
  playlist: Playlist,
): Promise<Pick<Resolution, 'items' | 'targets'>> {
  const versions = await audible(db, playlist)
  const items = playlist.items.map((item) => {
    const approved = (versions.get(item.workId) ?? []).map(({ language, durationMs }) => ({
      language,
      durationMs,
    }))
    return { ...item, approved }
  })
  return { items, targets: resolveTargets(playlist, versions) }
}

/** The playlist as a publication says it: works resolved for every target, each version pinned with its content. */
export async function bodyOf(db: DbOrTrx, playlist: Playlist): Promise<PlaylistBody> {
  const versions = await audible(db, playlist)
  const targets = resolveTargets(playlist, versions)
  const used = new Set(
    targets.flatMap(({ cells }) =>
      cells.flatMap(({ first, along }) => [first, ...along].map((c) => c?.versionId)),
    ),
  )
  const pinned = [...versions.values()].flat().filter((version) => used.has(version.id))
  return {
    schema: 'vang.playlist/1',
    playlistId: playlist.id,
    title: playlist.title,
    validFrom: playlist.validFrom,
    validTo: playlist.validTo,
    items: playlist.items.map((item, index) => ({ position: index + 1, ...item })),
    versions: await pin(db, pinned),
    targets: targets.map(({ kind, id, name, languages, cells }) => ({
      kind,
      id,
      name,
      languages,
      items: cells.map(({ first, along, viForNow, missing }, index) => ({
        position: index + 1,
        first: first?.versionId ?? null,
        along: along.map((choice) => choice.versionId),
        viForNow,
        missing,
      })),
    })),
  }
}

export async function pin(db: DbOrTrx, versions: readonly Version[]): Promise<PinnedVersion[]> {
  const scripts = await scriptsFor(
    db,
    versions.map((version) => version.workId),
  )
  const approvals = await approvalsOf(
    db,
    versions.map((version) => version.id),
  )
  return versions.map((version) => {
    const script = scripts.find((s) => s.workId === version.workId && s.language === version.language)
    const approval = approvals.find(
      (a) =>
        a.versionId === version.id && a.contentId === version.contentId && a.uses.includes('loudspeaker'),
    )
    return {
      versionId: version.id,
      workId: version.workId,
      language: version.language,
      contentId: version.contentId,
      sourceSha256: version.sourceSha256,
      inMs: version.inMs,
      outMs: version.outMs,
      durationMs: version.durationMs,
      spokenText: script?.text ?? null,
      translationVi: script?.translationVi ?? null,
      approval: approval
        ? { id: approval.id, contentId: approval.contentId, by: approval.by, at: approval.at }
        : null,
    }
  })
}
