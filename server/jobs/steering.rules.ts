import { type Action, type Actor, may } from '../http/permissions.rules.ts'

/** What somebody must be allowed to do to have asked for a job; the kinds of one feature ask alike. */
const asked: Readonly<Record<string, Action>> = {
  library: 'library.edit',
  parts: 'library.edit',
  uploads: 'uploads.write',
  delivery: 'delivery.make',
  schedule: 'schedule.publish',
  playlists: 'playlists.publish',
  packages: 'playlists.publish',
  event: 'playlists.publish',
}

/** A publication on its way out: what it says was decided by a person at a moment, which no retry brings back. */
const publications: ReadonlySet<string> = new Set(['schedule.publish', 'playlists.publish'])

interface Steered {
  readonly kind: string
  /** The unit of whoever asked for it; null for what the server began by itself. */
  readonly unitId: string | null
}

/**
 * Who may stop a job: those who could have asked for it, a producer only what their own unit asked for.
 * An administrator may stop anything but a publication, which is not theirs to decide.
 */
export function mayCancel(actor: Actor, { kind, unitId }: Steered): boolean {
  if (!may(actor, 'jobs.steer')) return false
  if (actor.role === 'admin') return !publications.has(kind)
  const action = asked[kind.split('.')[0] ?? '']
  return action !== undefined && may(actor, action, { unitId: unitId ?? '' })
}

/** Who may say what goes first: those who answer for the day as a whole. News among features has no turn to give. */
export function mayOrder(actor: Actor, { kind }: Steered): boolean {
  return may(actor, 'jobs.order') && !kind.startsWith('event.')
}

/** Who may start an ended job again. A publication is published anew by a person, from what they see then. */
export function mayRetry(actor: Actor, job: Steered): boolean {
  return !publications.has(job.kind) && mayCancel(actor, job)
}
