import { areaInForce } from '../areas/areas.rules.ts'
import { targetsOf } from '../areas/areas.service.ts'
import { change, type Recorder } from '../db/audit.ts'
import { sortKey } from '../db/folding.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import {
  insertPlaylist,
  replacePlaylist,
  storedPlaylist,
  withdrawPlaylist as withdrawRow,
  worksInUse,
} from './playlists.queries.ts'
import { asInput, inEveningOrder } from './playlists.rules.ts'
import {
  type NewPlaylist,
  type Playlist,
  type PlaylistContent,
  type PlaylistEdit,
  playlistSettings,
} from './playlists.schema.ts'
import { templateById } from './templates/templates.queries.ts'
import { withTemplate } from './templates/templates.rules.ts'

/** The playlist with its targets named, in their order; `withdrawn` refuses one that was taken back. */
export async function playlistById(db: DbOrTrx, id: string): Promise<Playlist> {
  const { withdrawn, targets, ...stored } = found(await storedPlaylist(db, id))
  if (withdrawn) throw new DomainError('withdrawn')
  const named = (await targetsOf(db, targets)).map(({ kind, id, name, languages }) => {
    return { kind, id, name, languages }
  })
  const key = new Map(named.map((target) => [target, sortKey(target.name)]))
  named.sort((a, b) => ((key.get(a) ?? '') < (key.get(b) ?? '') ? -1 : 1))
  return { ...stored, targets: named }
}

/** A list of one's own, or one that begins as a template of an evening says. */
export async function createPlaylist(deps: Deps, actor: Actor, input: NewPlaylist): Promise<Playlist> {
  return await change(deps, actor, async (trx, record) => {
    const { templateId, settings = playlistSettings.parse({}), ...rest } = input
    const begun = { ...rest, settings }
    const content = await usable(trx, templateId ? await fromTemplate(trx, templateId, begun) : begun)
    const id = await insertPlaylist(trx, { personId: actor.id, at: deps.clock.now() }, content)
    await recordPlaylist(record, 'playlist.create', id, { title: content.title })
    return await playlistById(trx, id)
  })
}

async function fromTemplate(trx: Trx, id: string, content: PlaylistContent): Promise<PlaylistContent> {
  return withTemplate(content, found(await templateById(trx, id)).content)
}

/** Puts a template's evening in the place of the list's own. */
export async function applyTemplate(
  deps: Deps,
  actor: Actor,
  { id, templateId, revision }: { id: string; templateId: string; revision: number },
): Promise<Playlist> {
  const before = await playlistById(deps.reads, id)
  const { title, validFrom, validTo, targets, settings } = before
  const content = { title, validFrom, validTo, targets, settings, items: before.items.map(asInput) }
  const template = found(await templateById(deps.reads, templateId))
  return editPlaylist(deps, actor, { ...withTemplate(content, template.content), id, revision })
}

/** Replaces the whole playlist; an edit of an older revision is refused with the current one beside it. */
export async function editPlaylist(
  deps: Deps,
  actor: Actor,
  edit: PlaylistEdit & { id: string },
): Promise<Playlist> {
  return await change(deps, actor, async (trx, record) => {
    const before = await playlistById(trx, edit.id)
    const content = await usable(trx, { ...edit, settings: edit.settings ?? before.settings })
    const by = { personId: actor.id, at: deps.clock.now() }
    const replaced = await replacePlaylist(trx, by, { ...content, id: edit.id, revision: edit.revision })
    if (!replaced) throw new DomainError('stale', { current: before })
    await recordPlaylist(record, 'playlist.edit', edit.id, { revision: edit.revision + 1 })
    return await playlistById(trx, edit.id)
  })
}

/** Withdrawn playlists vanish from the list; what was published of them stays. */
export async function withdrawPlaylist(deps: Deps, actor: Actor, id: string): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    await playlistById(trx, id)
    await withdrawRow(trx, id, deps.clock.now())
    await recordPlaylist(record, 'playlist.withdraw', id)
  })
}

const recordPlaylist = (record: Recorder, action: string, id: string, detail = {}) =>
  record({ action, subjectKind: 'playlist', subjectId: id, detail })

/** Refuses works that are gone and places that do not exist on the first day; puts items into the evening's order. */
async function usable<Content extends PlaylistContent>(trx: Trx, content: Content): Promise<Content> {
  const wanted = new Set(content.items.flatMap((item) => ('workId' in item ? item.workId : [])))
  const works = wanted.size > 0 ? await worksInUse(trx, [...wanted]) : []
  if (works.length < wanted.size) throw new DomainError('not_found')
  await assertInForce(trx, content)
  const targets = new Map(content.targets.map((target) => [`${target.kind} ${target.id}`, target]))
  return { ...content, items: inEveningOrder(content.items), targets: [...targets.values()] }
}

/** A playlist aims at places as they are on its first day. */
export async function assertInForce(
  db: DbOrTrx,
  { targets, validFrom }: Pick<PlaylistContent, 'targets' | 'validFrom'>,
): Promise<void> {
  const known = await targetsOf(db, targets)
  if (known.length < new Set(targets.map(({ kind, id }) => `${kind} ${id}`)).size)
    throw new DomainError('not_found')
  const closed = known.find((target) => !areaInForce(target, validFrom))
  if (closed) throw new DomainError('target_not_in_force', { name: closed.name })
}
