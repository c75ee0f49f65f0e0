import { addDays } from '../../../server/calendar/days.rules.ts'
import { lengthText, parseLength, parseTimeOfDay } from '../../../server/schedule/schedule.rules.ts'
import type { NewTemplateRow, TemplateRow } from './plans.api.ts'
import { hourOf } from './TemplateTable.tsx'

interface ExceptionDraft {
  day: string
  kind: 'skip' | 'change'
  start: string
  length: string
}
export interface TemplateDraft {
  kind: TemplateRow['kind']
  work: { id: string; title: string } | undefined
  title: string
  language: TemplateRow['language']
  run: TemplateRow['run']
  weekdays: string[]
  everyWeeks: number
  start: string
  length: string
  validFrom: string
  /** The last day on which it applies, as people say it; empty for no end. */
  lastDay: string
  priority: number
  exceptions: ExceptionDraft[]
  note: string
}
export type Wrong = Partial<
  Record<'title' | 'work' | 'weekdays' | 'start' | 'length' | 'validFrom' | 'validTo' | 'exceptions', true>
>

export function draftOfRow(row: TemplateRow | undefined, today: string): TemplateDraft {
  if (!row)
    return {
      kind: 'title',
      work: undefined,
      title: '',
      language: null,
      run: 'first',
      weekdays: ['1', '2', '3', '4', '5'],
      everyWeeks: 1,
      start: '',
      length: '',
      validFrom: today,
      lastDay: '',
      priority: 0,
      exceptions: [],
      note: '',
    }
  return {
    kind: row.kind,
    work: row.workId === null ? undefined : { id: row.workId, title: row.title },
    title: row.ownTitle,
    language: row.language,
    run: row.run,
    weekdays: row.weekdays.map(String),
    everyWeeks: row.everyWeeks,
    start: hourOf(row.secondsOfDay),
    length: lengthText(row.durationMs),
    validFrom: row.validFrom,
    lastDay: row.validTo === null ? '' : addDays(row.validTo, -1),
    priority: row.priority,
    exceptions: row.exceptions.map((one) =>
      one.kind === 'skip'
        ? { day: one.day, kind: 'skip', start: '', length: '' }
        : {
            day: one.day,
            kind: 'change',
            start: hourOf(one.secondsOfDay),
            length: lengthText(one.durationMs),
          },
    ),
    note: row.note,
  }
}

const readable = ({ day, kind, start, length }: ExceptionDraft) =>
  day !== '' &&
  (kind === 'skip' || (parseTimeOfDay(start) !== undefined && parseLength(length) !== undefined))

export function wrongIn(draft: TemplateDraft): Wrong {
  const days = new Set(draft.exceptions.map(({ day }) => day))
  return {
    ...(draft.kind !== 'work' && draft.title.trim() === '' ? { title: true } : {}),
    ...(draft.kind === 'work' && !draft.work ? { work: true } : {}),
    ...(draft.weekdays.length === 0 ? { weekdays: true } : {}),
    ...(parseTimeOfDay(draft.start) === undefined ? { start: true } : {}),
    ...(parseLength(draft.length) === undefined ? { length: true } : {}),
    ...(draft.validFrom === '' ? { validFrom: true } : {}),
    ...(draft.lastDay !== '' && draft.lastDay < draft.validFrom ? { validTo: true } : {}),
    ...(draft.exceptions.every(readable) && days.size === draft.exceptions.length
      ? {}
      : { exceptions: true }),
  }
}

/** As the server takes it; only of a draft in which nothing is wrong. */
export function inputOfRow(draft: TemplateDraft): NewTemplateRow & { exceptions: object[] } {
  return {
    kind: draft.kind,
    workId: draft.kind === 'work' ? (draft.work?.id ?? null) : null,
    title: draft.title,
    language: draft.language,
    run: draft.run,
    weekdays: draft.weekdays.map(Number),
    everyWeeks: draft.everyWeeks,
    start: draft.start,
    durationMs: parseLength(draft.length) ?? 0,
    validFrom: draft.validFrom,
    validTo: draft.lastDay === '' ? null : addDays(draft.lastDay, 1),
    priority: draft.priority,
    exceptions: draft.exceptions.map(({ day, kind, start, length }) =>
      kind === 'skip' ? { day, kind } : { day, kind, start, durationMs: parseLength(length) ?? 0 },
    ),
    note: draft.note,
  }
}
