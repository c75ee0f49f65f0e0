import type { DeskProps } from '../desk.ts'

export function WeekTable(_: DeskProps) {
  return null
}
