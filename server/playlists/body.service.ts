import type { DbOrTrx } from '../db/open.ts'
import type { Version } from '../library/versions.service.ts'
import { approvalsOf, scriptsFor } from './pinned.queries.ts'
import type { PinnedVersion, PlaylistBody } from './playlist-body.schema.ts'
import type { Playlist } from './playlists.schema.ts'
import type { WorkRef } from './resolution.schema.ts'
import { cellsIn, type Resolved, resolve } from './resolution.service.ts'

/** The playlist as a publication says it: works resolved for every target, each version pinned with its content. */
export async function bodyOf(db: DbOrTrx, playlist: Playlist, resolved?: Resolved): Promise<PlaylistBody> {
  const { versions, targets } = resolved ?? (await resolve(db, playlist))
  const used = new Set(
    targets.flatMap(({ cells }) =>
      cells.flatMap(cellsIn).flatMap(({ first, second, along }) => {
        return [first, second, ...along].map((choice) => choice?.versionId)
      }),
    ),
  )
  const pinned = [...versions.values()].flat().filter((version) => used.has(version.id))
  const { items, positionOf } = everythingPlayed(playlist, targets)
  const { bulletinClass, starts, weekdays, pauseMs } = playlist.settings
  return {
    schema: 'vang.playlist/2',
    playlistId: playlist.id,
    title: playlist.title,
    validFrom: playlist.validFrom,
    validTo: playlist.validTo,
    pauseMs,
    bulletinClass,
    starts,
    weekdays,
    override: null,
    items,
    versions: await pin(db, pinned),
    targets: targets.map(({ kind, id, name, languages, cells }) => ({
      kind,
      id,
      name,
      languages,
      items: cells.flatMap((cell, index) =>
        ('picks' in cell ? cell.picks : [{ workId: '', cell }]).map(({ workId, cell: heard }) => ({
          position: positionOf(index, workId),
          first: heard.first?.versionId ?? null,
          second: heard.second?.versionId ?? null,
          along: heard.along.map((choice) => choice.versionId),
          viForNow: heard.viForNow,
          missing: heard.missing,
        })),
      ),
    })),
  }
}

/** Works in the list's order; where a rule stands, all that it chose for any place, each once. */
function everythingPlayed(playlist: Playlist, targets: Resolved['targets']) {
  const items: PlaylistBody['items'] = []
  const positions = new Map<string, number>()
  const add = (key: string, part: PlaylistBody['items'][number]['part'], work: WorkRef, byRule: boolean) => {
    const { workId, title, shortName, kind } = work
    positions.set(key, items.length + 1)
    items.push({ position: items.length + 1, part, workId, title, shortName, kind, byRule })
  }
  for (const [index, item] of playlist.items.entries()) {
    if ('workId' in item) {
      add(`${index} `, item.part, item, false)
      continue
    }
    for (const { cells } of targets) {
      const cell = cells[index]
      for (const pick of cell && 'picks' in cell ? cell.picks : []) {
        const key = `${index} ${pick.workId}`
        if (!positions.has(key)) add(key, item.part, pick, true)
      }
    }
  }
  return { items, positionOf: (index: number, workId: string) => positions.get(`${index} ${workId}`) ?? 0 }
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
    // Read aloud is heard as well: an edit after the approval is nobody's approval.
    const words = approval?.words ?? (!approval || (script && script.editedAt <= approval.at) ? script : null)
    return {
      versionId: version.id,
      workId: version.workId,
      language: version.language,
      contentId: version.contentId,
      sourceSha256: version.sourceSha256,
      inMs: version.inMs,
      outMs: version.outMs,
      durationMs: version.durationMs,
      spokenText: words?.text ?? null,
      translationVi: words?.translationVi ?? null,
      approval: approval
        ? { id: approval.id, contentId: approval.contentId, by: approval.by, at: approval.at }
        : null,
    }
  })
}
