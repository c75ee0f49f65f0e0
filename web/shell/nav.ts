import { type Action, type Role, rolesFor } from '../../server/http/permissions.rules.ts'
import type { IconName } from '../ui/icons.tsx'

const places = [
  { to: '/', word: 'today', icon: 'home', action: 'today.read' },
  { to: '/thu-vien', word: 'library', icon: 'lib', action: 'library.read' },
  { to: '/tai-len', word: 'upload', icon: 'up', action: 'uploads.read' },
  { to: '/duyet', word: 'review', icon: 'seal', action: 'review.read' },
  { to: '/lich', word: 'schedule', icon: 'cal', action: 'schedule.read' },
  { to: '/giao-dai', word: 'deliveries', icon: 'truck', action: 'delivery.read' },
  { to: '/danh-sach-phat', word: 'playlists', icon: 'list', action: 'playlists.read' },
  { to: '/goi', word: 'packages', icon: 'box', action: 'packages.read' },
  { to: '/chuyen-di', word: 'trips', icon: 'flag', action: 'trips.read' },
  { to: '/da-nghe', word: 'coverage', icon: 'wave', action: 'coverage.read' },
  { to: '/dia-ban', word: 'areas', icon: 'map', action: 'areas.read' },
  { to: '/may', word: 'devices', icon: 'speaker', action: 'devices.read' },
  { to: '/cong-viec', word: 'jobs', icon: 'gauge', action: 'jobs.read' },
  { to: '/nguoi-dung', word: 'people', icon: 'people', action: 'people.read' },
] as const satisfies readonly { to: string; word: string; icon: IconName; action: Action }[]

export type Place = (typeof places)[number]

/** Where a role can go, the daily work first. */
export function placesFor(role: Role): Place[] {
  return places.filter((place) => rolesFor(place.action).includes(role))
}

/** From here on the reference pages, set apart by a line. */
export const firstReference: Place['to'] = '/dia-ban'
