import type { MediaFacts } from '../../../media/facts.ts'
import { gapBetween } from '../../../media/part-facts.ts'
import { change } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import { type Actor, may } from '../../http/permissions.rules.ts'
import { ownUpload } from '../uploads/queue.service.ts'
import { endedLately, queueOf } from '../uploads/uploads.queries.ts'
import {
  insertRecording,
  type Part,
  partsOf,
  recordingById,
  recordingsOf,
  type SplitRecording,
  updateRecording,
  waitingRecordings,
} from './parts.queries.ts'
import { type Candidate, proposeParts } from './parts.rules.ts'
import { mostParts } from './parts.schema.ts'

/** What looks like one recording among a unit's uploads, and nobody has said anything about yet. */
export async function proposals(db: DbOrTrx, actor: Actor) {
  const unitId = actor.role === 'admin' ? null : actor.unitId
  const decided = new Set((await recordingsOf(db, unitId)).flatMap(({ uploadIds }) => uploadIds))
  // A row of files is proposed whole, or it would be joined without its head.
  const ended = (await endedLately(db, unitId, mostParts)).filter(({ state }) => state === 'finished')
  const uploads = [...(await queueOf(db, unitId)), ...ended].filter(({ id }) => !decided.has(id))
  const known = new Map(
    (
      await partsOf(
        db,
        uploads.map(({ id }) => id),
      )
    ).map((part) => [part.id, factsOf(part)]),
  )
  const files = uploads.map(
    (upload): Candidate => ({
      id: upload.id,
      fileName: upload.fileName,
      place: `${upload.unitId} ${upload.ends.format}`,
      sizeBytes: upload.sizeBytes,
      durationMs: known.get(upload.id)?.durationMs ?? upload.ends.durationMs ?? null,
    }),
  )
  return proposeParts(files, (before, after) => {
    const [one, other] = [known.get(before.id), known.get(after.id)]
    return one && other ? gapBetween(begun(one), begun(other)) : null
  })
}

const factsOf = ({ facts }: Part) => (facts === null ? undefined : (JSON.parse(facts) as MediaFacts))

const begun = ({ container, startMs, durationMs, recordedAt }: MediaFacts) => ({
  durationMs,
  clock: {
    timecodeMs: null,
    recordedAt: recordedAt ?? null,
    runsOnMs: container === 'mpegts' ? startMs : null,
  },
})

/** A person says that these uploads are one recording, in this order; or that they are not. */
export async function decideParts(
  deps: Deps,
  actor: Actor,
  input: { uploads: string[]; apart: boolean },
): Promise<string> {
  return await change(deps, actor, async (trx, record) => {
    const ids = [...new Set(input.uploads)]
    if (ids.length < 2)
      throw new DomainError('invalid', { problems: [{ path: 'uploads', problem: 'twice the same' }] })
    for (const id of ids) await ownUpload(trx, actor, id)
    const taken = (await recordingsOf(trx, actor.unitId)).filter(({ state }) => state !== 'apart')
    if (taken.some(({ uploadIds }) => uploadIds.some((id) => ids.includes(id))))
      throw new DomainError('conflict')
    const id = newId()
    const at = deps.clock.now()
    await insertRecording(trx, {
      ...{ id, unit_id: actor.unitId, person_id: actor.id, uploads: JSON.stringify(ids) },
      ...{ state: input.apart ? 'apart' : 'waiting', created_at: at, updated_at: at },
    })
    await record({
      action: input.apart ? 'parts.apart' : 'parts.join',
      subjectKind: 'recording',
      subjectId: id,
      detail: { uploads: ids },
    })
    if (!input.apart) await startWaiting(deps, trx)
    return id
  })
}

/** After a refusal: each part into the house's form first, or every part a recording of its own. */
export async function goOtherWay(
  deps: Deps,
  actor: Actor,
  input: { id: string; way: 'conform' | 'apart' },
): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const recording = found(await recordingById(trx, input.id))
    if (!may(actor, 'uploads.write', { unitId: recording.unitId })) throw new DomainError('forbidden')
    if (recording.state !== 'refused') throw new DomainError('conflict')
    const conform = input.way === 'conform'
    const next = conform
      ? ({ state: 'waiting', conform: 1, refusal: null } as const)
      : ({ state: 'apart' } as const)
    await updateRecording(trx, recording.id, { ...next, updated_at: deps.clock.now() })
    const action = conform ? 'parts.conform' : 'parts.apart'
    await record({ action, subjectKind: 'recording', subjectId: recording.id })
    if (conform) await startWaiting(deps, trx)
  })
}

/** Queues the joining of every recording whose parts are all here and were looked at; one whose part is lost is refused. */
export async function startWaiting(deps: Pick<Deps, 'jobs' | 'clock'>, trx: Trx): Promise<void> {
  for (const recording of await waitingRecordings(trx)) {
    const parts = await partsOf(trx, recording.uploadIds)
    const lost = parts.findIndex(
      ({ state, source_state }) => ['failed', 'cancelled'].includes(state) || source_state === 'refused',
    )
    const at = deps.clock.now()
    if (lost >= 0) {
      const refusal = JSON.stringify({ code: 'part_lost', part: lost })
      await updateRecording(trx, recording.id, { state: 'refused', refusal, updated_at: at })
    } else if (parts.every(({ source_state }) => source_state === 'looked' || source_state === 'ready')) {
      await queueJoin(deps, trx, recording, parts)
      await updateRecording(trx, recording.id, { state: 'joining', updated_at: at })
    }
  }
}

async function queueJoin(
  deps: Pick<Deps, 'jobs'>,
  trx: Trx,
  { id, conform, personId }: SplitRecording,
  parts: readonly Part[],
): Promise<void> {
  await deps.jobs.enqueue(trx, {
    kind: 'parts.join',
    // Copying packets waits for disks; conforming is work on pictures.
    lane: conform ? 'picture' : 'copy',
    subjectKind: 'recording',
    subjectId: id,
    title: `${parts[0]?.file_name} – ${parts.at(-1)?.file_name}`,
    key: `parts.join ${id}${conform ? ' conform' : ''}`,
    payload: {},
    createdBy: personId,
  })
}
