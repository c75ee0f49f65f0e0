import { change, type Recorder } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { emit } from '../../jobs/events.ts'
import type { Language } from '../../words/words.ts'
import { correctionSentence, correctionText } from './correction-text.ts'
import { type Call, callListOf, callsOf, correctionById } from './corrections.queries.ts'
import type { PublishedNumber } from './publishing.service.ts'
import type { CorrectionLine } from './urgent.rules.ts'

interface NewCorrection {
  channelId: string
  published: PublishedNumber
  lines: readonly CorrectionLine[]
  reason: string
  by: string
}

/** Writes down what is to be told of a changed day, with the people to call as the channel lists them now. */
export async function recordCorrection(
  deps: Pick<Deps, 'jobs' | 'clock'>,
  trx: Trx,
  record: Recorder,
  { channelId, published, lines, reason, by }: NewCorrection,
): Promise<string> {
  const id = newId()
  await trx
    .insertInto('correction')
    .values({
      id,
      channel_id: channelId,
      day: published.day,
      publication_id: published.publicationId,
      lines: JSON.stringify(lines),
      reason,
      made_by: by,
      made_at: deps.clock.now(),
    })
    .execute()
  const contacts = await callListOf(trx, channelId)
  if (contacts.length > 0)
    await trx
      .insertInto('correction_call')
      .values(contacts.map((contact, position) => ({ id: newId(), correction_id: id, position, ...contact })))
      .execute()
  await emit(deps, trx, 'day.corrected', id, { correctionId: id, publicationId: published.publicationId })
  await record({
    action: 'schedule.correct',
    subjectKind: 'correction',
    subjectId: id,
    detail: { day: published.day, number: published.number, lines: lines.length },
  })
  return id
}

/** A correction with its sentences, its message and who has been told. */
export async function readCorrection(db: DbOrTrx, id: string, language: Language) {
  const correction = found(await correctionById(db, id))
  return {
    ...correction,
    sentences: correction.lines.map((line) => correctionSentence(language, line)),
    text: correctionText(language, correction),
    calls: await callsOf(db, id),
  }
}

/** Ticks that somebody was told, or takes the tick off again. Who was told already stays as the first one wrote it. */
export async function tickCall(
  deps: Deps,
  actor: Actor,
  input: { correctionId: string; callId: string; told: boolean },
): Promise<Call[]> {
  return change(deps, actor, async (trx, record) => {
    const call = (await callsOf(trx, input.correctionId)).find(({ id }) => id === input.callId)
    if (!call) throw new DomainError('not_found')
    if (input.told && call.toldAt !== null)
      throw new DomainError('already_told', { name: call.name, toldBy: call.toldBy, toldAt: call.toldAt })
    await trx
      .updateTable('correction_call')
      .set(input.told ? { told_at: deps.clock.now(), told_by: actor.id } : { told_at: null, told_by: null })
      .where('id', '=', input.callId)
      .execute()
    await record({
      action: input.told ? 'correction.told' : 'correction.untold',
      subjectKind: 'correction',
      subjectId: input.correctionId,
      detail: { name: call.name, phone: call.phone },
    })
    return callsOf(trx, input.correctionId)
  })
}
