import { useRemembered } from '../ui/use-remembered.ts'

export type WeekView = 'table' | 'calendar'

/** Whether the week is worked on as a table or as a calendar; a table until somebody chose otherwise. */
export const useWeekView = () => useRemembered<WeekView>('vang.week-view', ['table', 'calendar'])
