// By plain arithmetic of UTC days: the pages of film teams, who sit behind slow links, need no Temporal for it.
const DAY_MS = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** A calendar day some days later, as YYYY-MM-DD. */
export const plusDays = (day: string, count: number) =>
  new Date(at(day) + count * DAY_MS).toISOString().slice(0, 10)

/** People say the last day; the interval is kept half-open. */
export const lastDay = (validTo: string) => plusDays(validTo, -1)

/** Whole days from one day to another; negative when the other lies before. */
export const daysBetween = (from: string, to: string) => (at(to) - at(from)) / DAY_MS
