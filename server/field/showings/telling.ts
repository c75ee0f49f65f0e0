import type { Trx } from '../../db/open.ts'
import type { Row } from '../../db/tables.ts'
import { besideOutcome, type Outcome, outcome } from './showings.schema.ts'

type Event = Row<'play_event'>
type Told = Pick<
  Event,
  | 'id'
  | 'device_id'
  | 'sequence'
  | 'team_id'
  | 'at'
  | 'showing_id'
  | 'hamlet_id'
  | 'package_id'
  | 'count'
  | 'detail'
>
export type Arrived = Pick<Event, 'device_id' | 'sequence' | 'kind' | 'fork'>

/** All that one device says of one showing, as far as it is here: its first word names the evening, its last one stands. */
export interface Telling {
  eventIds: string[]
  first: Told
  last: Told
  /** What the last word says. */
  said: Outcome
  /** Of a showing that nobody planned. */
  day: string | undefined
}

/**
 * The showings that a device's newly arrived events tell of. Each is read from every word that is here, whichever came first: by its own
 * way, a file or a colleague's phone. A correction waits for what it corrects, since until then nobody could tell of which showing it speaks.
 * What a copied device's other branch says, and what a revoked one sent and nobody let in, proves nothing.
 */
export async function tellingsOf(trx: Trx, arrived: readonly Arrived[]): Promise<Telling[]> {
  const news = arrived.filter(({ kind, fork }) => kind === 'showing' && fork === 0)
  const [one] = news
  if (!one) return []
  const known = subjectsOf(await wordsOf(trx, one.device_id)).filter(({ subject }) => subject !== undefined)
  const isNew = new Set(news.map(({ sequence }) => sequence))
  return [...Map.groupBy(known, ({ subject }) => subject).values()].flatMap((some) => {
    const words = some.map(({ word }) => word)
    const telling = words.some(({ sequence }) => isNew.has(sequence)) ? tellingIn(words) : undefined
    // Of a showing that it names, a last word that was here before was heard before; others may have spoken since.
    const isHeard = telling?.last.showing_id && !isNew.has(telling.last.sequence)
    return telling && !isHeard ? [telling] : []
  })
}

/** All that a device ever said of showings, oldest first. */
const wordsOf = (trx: Trx, deviceId: string): Promise<Told[]> =>
  trx
    .selectFrom('play_event')
    .leftJoin('play_release', 'play_release.event_id', 'play_event.id')
    .select([
      'id',
      'device_id',
      'sequence',
      'team_id',
      'at',
      'showing_id',
      'hamlet_id',
      'package_id',
      'count',
      'detail',
    ])
    .where('device_id', '=', deviceId)
    .where('kind', '=', 'showing')
    .where('fork', '=', 0)
    .where((eb) => eb.or([eb('quarantined', '=', 0), eb('play_release.event_id', 'is not', null)]))
    .orderBy('sequence')
    .execute()

/** Of which showing each word speaks: one by its number, or the one that its first word told of. Undefined while a word between is missing. */
function subjectsOf(words: readonly Told[]): { word: Told; subject: string | undefined }[] {
  const known = new Map<number, string | undefined>()
  return words.map((word) => {
    const { corrects = word.sequence } = besideOutcome.safeParse(valuesIn(word)).data ?? {}
    const own = corrects < word.sequence ? known.get(corrects) : `+${word.sequence}`
    const subject = word.showing_id ?? own
    known.set(word.sequence, subject)
    return { word, subject }
  })
}

function tellingIn(words: readonly Told[]): Telling | undefined {
  const outcomes = words.flatMap((word) => {
    const { success, data } = outcome.safeParse({ ...valuesIn(word), audience: word.count ?? undefined })
    return success ? [{ word, said: data }] : []
  })
  const [first] = outcomes
  const last = outcomes.at(-1)
  if (!first || !last) return undefined
  return {
    eventIds: words.map(({ id }) => id),
    first: first.word,
    last: last.word,
    said: last.said,
    day: besideOutcome.safeParse(valuesIn(first.word)).data?.day,
  }
}

/** The named values of an event; what it leaves open is left out, but for the photo, which may be none. */
function valuesIn({ detail }: Pick<Event, 'detail'>): Record<string, unknown> {
  const named: unknown = JSON.parse(detail)
  if (named === null || typeof named !== 'object') return {}
  return Object.fromEntries(
    Object.entries(named).filter(([name, value]) => value !== null || name === 'photo'),
  )
}
