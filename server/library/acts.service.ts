import { change } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import type { DbOrTrx, Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { type ActOf, actsWithin } from './acts.queries.ts'
import { firstOverlap } from './acts.rules.ts'
import type { ActsBackInput, NewActInput, NewActsInput } from './acts.schema.ts'
import { contentIdOf } from './content-id.ts'
import { fitsWithin, nextRevision } from './library.rules.ts'
import type { SourceRow } from './sources.queries.ts'
import { sourceBySha256 } from './sources.queries.ts'
import { insertVersion, type Version, versionById, versionsOf } from './versions.queries.ts'
import { type Credit, insertWork, updateWork, type Work, workById } from './works.queries.ts'
import { workToEdit } from './works.service.ts'

export type { ActOf } from './acts.queries.ts'

/** The acts of a work's newest recording, or of one version named by its id. */
export async function actsOf(db: DbOrTrx, id: string): Promise<ActOf[]> {
  const named = await versionById(db, id)
  const version = named ?? (await versionsOf(db, [id])).at(-1)
  return version ? await actsWithin(db, version) : []
}

/** What acts are cut from, when this person may cut there and there is something to cut. */
async function recordingToCut(trx: Trx, actor: Actor, input: { workId: string; sourceVersionId: string }) {
  const parent = await workToEdit(trx, actor, input.workId)
  const from = found(await versionById(trx, input.sourceVersionId))
  if (from.workId !== parent.id) throw new DomainError('not_found')
  if (from.state === 'withdrawn') throw new DomainError('withdrawn')
  const source = found(await sourceBySha256(trx, from.sourceSha256))
  if (source.state === 'refused' || source.state === 'arrived') throw new DomainError('not_ready')
  return { parent, from, source }
}

/** The stretch an act takes: its own points, else all that the version it is cut from has. */
function stretchOf(
  version: Version,
  act: { inMs: number | null; outMs: number | null; title: string },
  source: SourceRow,
) {
  const { inMs, outMs } = act.inMs === null ? version : act
  if (inMs === null || outMs === null) return { inMs: null, outMs: null }
  const within = inMs >= (version.inMs ?? 0) && outMs <= (version.outMs ?? outMs)
  if (!within || !fitsWithin(inMs, outMs, source.duration_ms))
    throw new DomainError('bad_range', { title: act.title })
  return { inMs, outMs }
}

interface Piece {
  title: string
  kind: Work['kind']
  inMs: number | null
  outMs: number | null
  language: string | null
  soundOnly: boolean
  credits?: readonly Credit[]
}

/** One work with one version of it, cut from `from`. */
async function insertPiece(
  trx: Trx,
  cut: { parent: Work; from: Version; actor: Actor; at: string },
  piece: Piece,
): Promise<{ workId: string; versionId: string; revision: string }> {
  const { parent, from, actor, at } = cut
  const { inMs, outMs, language } = piece
  const work = await insertWork(trx, {
    kind: piece.kind,
    title: piece.title,
    credits: piece.credits,
    unitId: parent.unitId,
    parentWorkId: parent.id,
    createdBy: actor.id,
    at,
  })
  const versionId = newId()
  const { sourceSha256 } = from
  await insertVersion(trx, {
    id: versionId,
    work_id: work.id,
    number: 1,
    language,
    source_sha256: sourceSha256,
    in_ms: inMs,
    out_ms: outMs,
    content_id: contentIdOf({ workId: work.id, sourceSha256, language, inMs, outMs }),
    sound_only: piece.soundOnly || from.soundOnly ? 1 : 0,
    state: 'draft',
    // Whoever brought the recording cannot approve a piece of it either; the cutter is its last editor.
    uploaded_by: from.uploadedBy,
    last_edited_by: actor.id,
    created_at: at,
    updated_at: at,
  })
  return { workId: work.id, versionId, revision: at }
}

/** Cuts an act out of a recording, or takes its sound, as a work of its own. The master is never touched. */
export async function cutAct(
  deps: Deps,
  actor: Actor,
  input: NewActInput & { workId: string },
): Promise<{ workId: string; versionId: string }> {
  return await change(deps, actor, async (trx, record) => {
    const { parent, from, source } = await recordingToCut(trx, actor, input)
    const { inMs, outMs } = stretchOf(from, input, source)
    const language = input.language === undefined ? from.language : input.language
    const { title, kind, soundOnly } = input
    const cut = { parent, from, actor, at: deps.clock.now() }
    const { workId, versionId } = await insertPiece(trx, cut, {
      title,
      kind,
      soundOnly,
      language,
      inMs,
      outMs,
    })
    const detail = { from: parent.id, versionId: from.id, inMs, outMs, soundOnly }
    await record({ action: 'library.cut', subjectKind: 'work', subjectId: workId, detail })
    return { workId, versionId }
  })
}

/**
 * Several acts of one recording at once, with their credits: all or none. Two that share a moment are refused, and
 * one that is already there, so that sending the same table twice makes nothing twice.
 */
export async function cutActs(
  deps: Deps,
  actor: Actor,
  input: NewActsInput & { workId: string },
): Promise<{ acts: { workId: string; versionId: string; revision: string }[] }> {
  return await change(deps, actor, async (trx, record) => {
    const { parent, from, source } = await recordingToCut(trx, actor, input)
    const startMs = from.inMs ?? 0
    const overlap = firstOverlap(input.acts)
    if (overlap) throw new DomainError('acts_overlap', { first: overlap[0].title, second: overlap[1].title })
    const there = await actsWithin(trx, from)
    const cut = { parent, from, actor, at: deps.clock.now() }
    const made: Awaited<ReturnType<typeof insertPiece>>[] = []
    for (const act of input.acts) {
      const { inMs, outMs } = stretchOf(from, act, source)
      const same = there.find((one) => one.inMs + startMs === inMs && one.outMs + startMs === outMs)
      if (same) throw new DomainError('act_exists', { title: same.title })
      const { title, credits } = act
      const piece = { title, credits, inMs, outMs, kind: 'act', language: from.language } as const
      const one = await insertPiece(trx, cut, { ...piece, soundOnly: from.soundOnly })
      const detail = { from: parent.id, versionId: from.id, inMs, outMs, soundOnly: from.soundOnly }
      await record({ action: 'library.cut', subjectKind: 'work', subjectId: one.workId, detail })
      made.push(one)
    }
    return { acts: made }
  })
}

/** Withdraws acts that were made together, all or none: none may have been changed, submitted or approved since. */
export async function takeActsBack(
  deps: Deps,
  actor: Actor,
  input: ActsBackInput & { workId: string },
): Promise<{ withdrawn: number }> {
  return await change(deps, actor, async (trx, record) => {
    await workToEdit(trx, actor, input.workId)
    const at = deps.clock.now()
    for (const { workId, revision } of input.acts) {
      const work = found(await workById(trx, workId))
      if (work.parentWorkId !== input.workId) throw new DomainError('not_found')
      await workToEdit(trx, actor, workId, { revision })
      const used = (await versionsOf(trx, [workId])).some(({ state }) => state !== 'draft')
      if (used) throw new DomainError('act_in_use', { title: work.title })
      await updateWork(trx, workId, { withdrawn_at: at, updated_at: nextRevision(work.revision, at) })
      await record({ action: 'library.withdraw', subjectKind: 'work', subjectId: workId })
    }
    return { withdrawn: input.acts.length }
  })
}
