import type { z } from 'zod'
import { targetOf } from '../areas/areas.service.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { found } from '../errors.ts'
import type { effectAsked, LanguageEffect } from './language-effect.schema.ts'
import type { Playlist, PlaylistTarget } from './playlists.schema.ts'
import { playlistById } from './playlists.service.ts'
import type { Cell } from './resolution.schema.ts'
import { resolve } from './resolution.service.ts'

/** Lists still to be played at the place in which another order changes what comes first, and how. */
export async function languageEffect(
  { reads: db, clock }: Pick<Deps, 'reads' | 'clock'>,
  { target: ref, languages }: z.output<typeof effectAsked>,
): Promise<LanguageEffect> {
  const { name, languages: now } = found(await targetOf(db, ref))
  const rows = await db
    .selectFrom('playlist')
    .innerJoin('playlist_target', 'playlist_target.playlist_id', 'playlist.id')
    .select('playlist.id')
    .where('withdrawn_at', 'is', null)
    .where('valid_to', '>', clock.today())
    .where('target_kind', '=', ref.kind)
    .where('target_id', '=', ref.id)
    .orderBy('valid_from')
    .execute()
  const lists: LanguageEffect['lists'] = []
  for (const { id } of rows) {
    const playlist = await playlistById(db, id)
    const before = await heardBy(db, playlist, { ...ref, name, languages: now })
    const after = await heardBy(db, playlist, { ...ref, name, languages })
    const changes = changesBetween(before, after)
    if (changes.length === 0) continue
    const { title, validFrom, validTo, publication } = playlist
    lists.push({ playlistId: id, title, validFrom, validTo, number: publication?.number ?? null, changes })
  }
  return { lists, open: rows.length, rows: lists.reduce((sum, { changes }) => sum + changes.length, 0) }
}

type HeardWorks = Map<string, { title: string; heard: string }>

async function heardBy(db: DbOrTrx, playlist: Playlist, target: PlaylistTarget): Promise<HeardWorks> {
  const [resolved] = (await resolve(db, { ...playlist, targets: [target] })).targets
  const works: HeardWorks = new Map()
  for (const [index, cell] of (resolved?.cells ?? []).entries()) {
    const item = playlist.items[index]
    if ('picks' in cell)
      for (const pick of cell.picks)
        works.set(`${index} ${pick.workId}`, { title: pick.title, heard: said(pick.cell) })
    else if (item && 'workId' in item)
      works.set(`${index} ${item.workId}`, { title: item.title, heard: said(cell) })
  }
  return works
}

const said = ({ first, missing }: Cell) => (missing || !first ? 'missing' : (first.language ?? 'none'))

function changesBetween(before: HeardWorks, after: HeardWorks) {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)]
    const change = {
      title: is?.title ?? was?.title ?? '',
      before: was?.heard ?? 'absent',
      after: is?.heard ?? 'absent',
    }
    return change.before === change.after ? [] : [change]
  })
}
