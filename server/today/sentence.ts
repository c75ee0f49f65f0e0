import { addDays } from '../calendar/days.rules.ts'
import { type Context, counted, type Found, sayToday } from './context.ts'
import { type Item, type ItemKind, itemKinds, type TodayAnswer, type WeekSummary } from './today.schema.ts'

type Sentence = TodayAnswer['sentence']
type Mark = NonNullable<Sentence[number]['mark']>

// Marks travel through the words as signs of Unicode's private use and are cut out at the end.
const OPEN: Record<Mark, string> = { warn: '\ue000', key: '\ue001' }
const CLOSE = '\ue002'
const marked = (mark: Mark, text: string) => `${OPEN[mark]}${text}${CLOSE}`

/** Cuts a sentence with marks into its parts. */
export function partsOf(text: string): Sentence {
  return text
    .split(/(?=[\ue000\ue001])|\ue002/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.startsWith(OPEN.warn)) return { text: part.slice(1), mark: 'warn' as const }
      if (part.startsWith(OPEN.key)) return { text: part.slice(1), mark: 'key' as const }
      return { text: part }
    })
}

const SAID_KINDS = 3
const quiet: ReadonlySet<ItemKind> = new Set(['published', 'package', 'review', 'unscheduled'])

/** "một chỗ trùng giờ, hai bản chờ duyệt và 3 việc khác" */
function inWords(context: Context, items: readonly Item[]): string {
  const kinds = itemKinds.filter((kind) => items.some((one) => one.kind === kind))
  const said = kinds.slice(0, SAID_KINDS)
  const rest = items.filter((one) => !said.includes(one.kind)).length
  const phrases = said.map((kind) => {
    const phrase = counted(context, `count_${kind}`, items.filter((one) => one.kind === kind).length)
    return marked(quiet.has(kind) ? 'key' : 'warn', phrase)
  })
  if (rest > 0) phrases.push(counted(context, 'count_rest', rest))
  const last = phrases.pop() ?? ''
  return phrases.length > 0 ? `${phrases.join(', ')} ${sayToday(context, 'and')} ${last}` : last
}

/** One sentence that sums up the day of the person. */
export function sentenceFor(
  context: Context,
  { items, holding, calm }: Found,
  week: WeekSummary | null,
): Sentence {
  const { role } = context.actor
  // Others' work counts in a scheduler's day: the plan cannot leave without it.
  const all = role === 'scheduler' ? [...items, ...holding] : items
  if (role === 'scheduler' && week) {
    const saying = {
      fromDay: week.monday,
      toDay: addDays(week.monday, 6),
      percent: Math.round(week.filled * 100),
      rest: all.length > 0 ? inWords(context, all) : '',
      deadline: marked('key', sayToday(context, 'deadline', { dueAt: week.deadlineAt })),
    }
    const ahead = week.deadlineAt > context.now ? 'before' : 'late'
    return partsOf(sayToday(context, all.length > 0 ? `week_${ahead}` : `week_clear_${ahead}`, saying))
  }
  if (all.length > 0) return partsOf(sayToday(context, `sentence_${role}`, { rest: inWords(context, all) }))
  if (calm) return partsOf(calm)
  return partsOf(
    holding.length > 0
      ? sayToday(context, 'calm_holding', { rest: counted(context, 'count_holding', holding.length) })
      : sayToday(context, `calm_${role}`),
  )
}
