import type { Trx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import type { JobContext, JobHandlers } from './handlers.ts'
import type { Job } from './jobs.ts'

/** What happened, for features that stand later in the line. */
interface Events {
  'version.approved': { versionId: string }
  'day.published': { publicationId: string }
  /** A published day became different in a way that people must be told. */
  'day.corrected': { correctionId: string; publicationId: string }
  /** What was approved may not be heard or seen any more: its approval, the version or its work was withdrawn, or it became other content. */
  'version.stopped': { versionId: string; reason: string }
  /** A newer version took over from older ones in the plan, or gave back. */
  'version.replaced': { versionId: string }
  'playlist.published': { publicationId: string }
  /** A team's logs arrived: what was really played for a place, and when. */
  'plays.logged': {
    target: { kind: 'area' | 'cluster'; id: string }
    plays: { workId: string; at: string }[]
  }
  'job.cancelled': { jobId: string }
}

type EventName = keyof Events

// An event that nobody answers is still taken from the queue.
const eventNames: Record<EventName, true> = {
  'version.approved': true,
  'version.stopped': true,
  'day.published': true,
  'day.corrected': true,
  'version.replaced': true,
  'playlist.published': true,
  'plays.logged': true,
  'job.cancelled': true,
}
export type EventHandlers = {
  [E in EventName]?: ((event: Events[E], context: JobContext) => Promise<void>)[]
}

/** Written in the transaction of what happened; handled afterwards, at least once, so handlers are idempotent. */
export async function emit<E extends EventName>(
  deps: Pick<Deps, 'jobs'>,
  trx: Trx,
  event: E,
  subjectId: string,
  payload: Events[E],
): Promise<void> {
  await deps.jobs.enqueue(trx, {
    kind: `event.${event}`,
    lane: 'quick',
    subjectKind: 'event',
    subjectId,
    title: event,
    payload,
    priority: 10,
  })
}

/** Several features may answer one event: each is asked, in the order given. */
export function joinEvents(...all: readonly EventHandlers[]): EventHandlers {
  const names = Object.keys(eventNames) as EventName[]
  const handlersOf = <E extends EventName>(name: E): [E, EventHandlers[E]] => [
    name,
    // Handlers of one name take that name's event; the list of them is built for each name alone.
    all.flatMap((handlers) => handlers[name] ?? []) as EventHandlers[E],
  ]
  return Object.fromEntries(names.map(handlersOf))
}

/** Turns the joined event handlers into jobs of the queue. */
export function eventJobs(handlers: EventHandlers): JobHandlers {
  const names = Object.keys(eventNames) as EventName[]
  return Object.fromEntries(
    names.map((name) => [
      `event.${name}`,
      {
        run: async (job: Job, context: JobContext) => {
          // The payload was written by `emit` for this very name.
          for (const handle of handlers[name] ?? [])
            await (handle as (event: unknown, context: JobContext) => Promise<void>)(job.payload, context)
          return async () => undefined
        },
      },
    ]),
  )
}
