import type { Recorder } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import { emit } from '../../jobs/events.ts'
import { addCalls, callsOf } from '../../people/calls.service.ts'
import type { Language } from '../../words/words.ts'
import { correctionSentence, correctionText } from './correction-text.ts'
import { callListOf, correctionById } from './corrections.queries.ts'
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
  await addCalls(trx, { kind: 'correction', id }, await callListOf(trx, channelId))
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
    calls: await callsOf(db, { kind: 'correction', id }),
  }
}
