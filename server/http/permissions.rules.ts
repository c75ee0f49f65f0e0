export const roles = ['producer', 'approver', 'scheduler', 'film_team', 'official', 'admin'] as const
export type Role = (typeof roles)[number]

/** Who is asking: a signed-in person, with the teams they ride with. */
export interface Actor {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly unitId: string
  readonly languages: readonly string[]
  readonly teamIds: readonly string[]
}

const staff: readonly Role[] = ['producer', 'approver', 'scheduler', 'official', 'admin']
const everyone: readonly Role[] = roles

/** Who may do what, by role alone. What is not written here is denied. */
const grants = {
  'session.use': everyone,
  'calendar.read': everyone,
  'today.read': everyone,
  'areas.read': everyone,
  'areas.edit': ['admin', 'scheduler'],
  'people.read': ['admin'],
  'people.edit': ['admin'],
  'health.read': ['admin'],
  'jobs.read': ['producer', 'approver', 'scheduler', 'admin'],
  'jobs.order': ['scheduler', 'admin'],
  'jobs.steer': ['producer', 'scheduler', 'admin'],
  'uploads.read': ['producer', 'admin'],
  'uploads.write': ['producer'],
  'uploads.inbox': ['producer', 'admin'],
  'library.read': staff,
  'library.listen': staff,
  'library.edit': ['producer'],
  'library.rights': ['producer', 'scheduler', 'admin'],
  'library.rules': ['admin'],
  'library.house': ['producer', 'scheduler', 'admin'],
  'documents.read': staff,
  'documents.attach': ['producer', 'approver', 'scheduler', 'admin'],
  'review.submit': ['producer'],
  'review.read': ['producer', 'approver'],
  'review.remark': ['producer', 'approver'],
  'review.decide': ['approver'],
  'schedule.read': staff,
  'schedule.edit': ['scheduler'],
  'schedule.channels': ['scheduler', 'admin'],
  'schedule.publish': ['scheduler'],
  'schedule.log': ['scheduler'],
  'schedule.sign': ['scheduler', 'approver'],
  'schedule.approve': ['approver'],
  'delivery.read': ['producer', 'scheduler', 'admin'],
  'delivery.make': ['scheduler'],
  'delivery.presets': ['scheduler', 'admin'],
  'playlists.read': ['producer', 'approver', 'scheduler', 'official'],
  'playlists.edit': ['scheduler'],
  'playlists.publish': ['scheduler'],
  'packages.read': ['film_team', 'scheduler', 'official', 'admin'],
  'packages.download': ['film_team', 'scheduler'],
  'packages.withdraw': ['approver', 'scheduler', 'admin'],
  'packages.share': ['film_team', 'scheduler', 'approver'],
  'devices.read': ['film_team', 'scheduler', 'official', 'admin'],
  'devices.enrol': ['film_team', 'scheduler', 'admin'],
  'devices.rules': ['scheduler', 'admin'],
  'devices.revoke': ['film_team', 'scheduler', 'admin'],
  'trips.read': ['film_team', 'scheduler', 'official', 'admin'],
  'trips.edit': ['scheduler'],
  'trips.rules': ['scheduler', 'admin'],
  'trips.close': ['film_team', 'scheduler'],
  'logs.import': ['film_team', 'scheduler', 'admin'],
  'logs.release': ['scheduler', 'admin'],
  'coverage.read': ['approver', 'scheduler', 'official', 'admin'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof grants

/** What is acted on, as far as the decision needs it. Absent fields are not asked about. */
interface Subject {
  /** The unit that owns it. */
  readonly unitId?: string
  /** Who uploaded it and who last edited file, cut, language or script. */
  readonly uploadedBy?: string
  readonly lastEditedBy?: readonly string[]
  /** Teams that serve the place it is for. */
  readonly servedByTeamIds?: readonly string[]
}

/** Only one's own unit's material may be changed by a producer. */
const ownUnitOnly: ReadonlySet<Action> = new Set([
  'uploads.read',
  'uploads.write',
  'library.edit',
  'library.rights',
  'review.submit',
  'review.remark',
  'documents.read',
  'documents.attach',
])

/**
 * The one decision about access: role, action, and what is acted on. Deny by default.
 * An approver never decides on what they uploaded or last edited; a film team sees only what it serves.
 */
export function may(actor: Actor, action: Action, subject: Subject = {}): boolean {
  const granted: readonly Role[] = grants[action]
  if (!granted.includes(actor.role)) return false
  if (
    ownUnitOnly.has(action) &&
    subject.unitId !== undefined &&
    actor.role === 'producer' &&
    subject.unitId !== actor.unitId
  )
    return false
  if (action === 'review.decide' || action === 'schedule.approve') {
    if (subject.uploadedBy === actor.id || subject.lastEditedBy?.includes(actor.id)) return false
  }
  if (actor.role === 'film_team' && subject.servedByTeamIds !== undefined) {
    return subject.servedByTeamIds.some((team) => actor.teamIds.includes(team))
  }
  return true
}

/** The roles that hold an action, for pages that say who can do what one cannot. */
export function rolesFor(action: Action): readonly Role[] {
  return grants[action]
}
