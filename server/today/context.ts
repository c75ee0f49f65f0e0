import { dayAt } from '../clock.ts'
import type { DbOrTrx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../http/permissions.rules.ts'
import { timeOfDay } from '../schedule/schedule.rules.ts'
import { type Language, say } from '../words/words.ts'
import { type Item, itemKinds } from './today.schema.ts'

/** Whose day it is, in which language, and by which clock. */
export interface Context {
  readonly deps: Deps
  readonly db: DbOrTrx
  readonly actor: Actor
  readonly language: Language
  readonly now: string
  readonly today: string
  /** Where people reach us, for text that leaves the page. */
  readonly origin: string
}

/** What waits for the person, and what others have in hand that the person waits for. */
export interface Found {
  items: Item[]
  holding: Item[]
  /** Said instead of the usual sentence when nothing waits. */
  calm?: string
}

/** A sentence of this feature; values named `…At` are instants, `…Day` calendar days, and are written as such. */
export function sayToday(
  context: Pick<Context, 'language'>,
  key: string,
  values: Record<string, unknown> = {},
): string {
  const written = Object.entries(values).map(([name, value]) => {
    if (typeof value !== 'string' || value === '') return [name, value]
    if (name.endsWith('At')) return [name, moment(value)]
    return [name, name.endsWith('Day') ? shortDay(value) : value]
  })
  return say(context.language, `today.${key}`, Object.fromEntries(written))
}

/** "20:10 03/10" */
export function moment(instant: string): string {
  return `${timeOfDay(instant).slice(0, 5)} ${shortDay(dayAt(instant))}`
}

/** "03/10" */
export function shortDay(day: string): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}`
}

/** Makes one of several by its count: `key_one`, `key_other`. */
export function counted(context: Pick<Context, 'language'>, key: string, count: number): string {
  return sayToday(context, `${key}_${count === 1 ? 'one' : 'other'}`, { count })
}

type Draft = Pick<Item, 'key' | 'kind' | 'title' | 'link'> & Partial<Item>

/** An item with what it leaves unsaid filled in; the Zalo text ends with the address where it is done. */
export function item(context: Context, draft: Draft): Item {
  const { zaloText } = draft
  return {
    detail: '',
    since: null,
    dueAt: null,
    holder: null,
    ...draft,
    zaloText: zaloText ? `${zaloText}\n${context.origin}${draft.link}` : null,
  }
}

const byTime = (a: string | null, b: string | null) =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1

const weight = ({ kind }: Item) => itemKinds.indexOf(kind)

/** The nearest deadline first, then the graver kind, then what has waited longest. */
export function byUrgency(a: Item, b: Item): number {
  return (
    byTime(a.dueAt, b.dueAt) || weight(a) - weight(b) || byTime(a.since, b.since) || (a.key < b.key ? -1 : 1)
  )
}
