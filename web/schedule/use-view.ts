import { useState } from 'react'

const remembered = 'vang.week-view'
export type WeekView = 'table' | 'calendar'

/** Whether the week is worked on as a table or as a calendar; a table until somebody chose otherwise. */
export function useWeekView(): [WeekView, (view: WeekView) => void] {
  const [view, setView] = useState<WeekView>(chosen)
  return [
    view,
    (next) => {
      setView(next)
      try {
        localStorage.setItem(remembered, next)
      } catch {
        // The choice then lasts as long as the page.
      }
    },
  ]
}

function chosen(): WeekView {
  try {
    return localStorage.getItem(remembered) === 'calendar' ? 'calendar' : 'table'
  } catch {
    return 'table' // storage can be forbidden on a shared computer
  }
}
