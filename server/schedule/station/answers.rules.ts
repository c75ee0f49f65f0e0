import { alike, titleWords } from '../as-run/title-likeness.rules.ts'
import { printedAt } from '../billed.rules.ts'
import { readDay } from '../imports/days.rules.ts'
import { parseTimeOfDay, secondsOfDay } from '../schedule.rules.ts'
import type { Answer } from './answers.schema.ts'

interface Asked {
  readonly id: string
  readonly day: string
  readonly startsAt: string
  /** The hour that the slip names, where it is not the exact start. */
  readonly billedAt?: string | null
  readonly title: string
}

export interface ReadAnswer {
  /** The line it came from, counted from 1. */
  line: number
  text: string
  /** Which slot it speaks of; null where none, or more than one, could be meant. */
  slotId: string | null
  answer: Answer | null
  /** The hour the station would rather have, as it wrote it. */
  time: string | null
  note: string
  problem: 'time' | 'answer' | 'no_slot' | 'new_time' | null
}

const NO = /^(khong|ko|k\b|no\b|tu choi|huy|bo\b|refused)/
const YES = /^(x|v|co|ok|yes|dong y|xac nhan|nhat tri|duyet|phat|confirmed)\b/
const OTHER_TIME = /^(chuyen|doi|lui|som|moved)/
const A_TIME = /\b\d{1,2}\s*(?:[h:g]\s*\d{0,2}|\.\d{2})(?!\d|\/)/i
/** A title this much like a slot's is that slot's; less is another programme. */
const SAME_TITLE = 0.5
/** Further from the slot's hour than this, another showing of it may be meant (s). */
const NEAR_S = 15 * 60

const plain = (text: string) => titleWords(text).join(' ')

/**
 * What a station's answers say, as pasted from a table: hour, title, answer, apart by tabs, semicolons or a run of
 * blanks; a line with a date alone, or a first cell with one, tells the day. Every line is told with the slot it
 * speaks of, or why it could not be read; nothing is guessed.
 */
export function readAnswers(text: string, slots: readonly Asked[], from: string): ReadAnswer[] {
  let day: string | undefined
  const rows: ReadAnswer[] = []
  for (const [index, raw] of text.split(/\r\n?|\n/).entries()) {
    const cells = raw.split(/\t|;|\s{2,}/).map((cell) => cell.trim())
    const filled = cells.filter(Boolean)
    if (filled.length === 0) continue
    const dated = dayIn(filled[0] ?? '', from)
    if (dated) day = dated
    const [time = '', title = '', said = '', ...notes] = dated ? filled.slice(1) : filled
    // A day's head, or the head of the table.
    if (title === '' && dated) continue
    if (!/\d/.test(raw)) continue
    rows.push(readRow({ line: index + 1, text: raw.trim() }, { time, title, said, notes }, slots, day))
  }
  return rows
}

function readRow(
  row: Pick<ReadAnswer, 'line' | 'text'>,
  { time, title, said, notes }: { time: string; title: string; said: string; notes: string[] },
  slots: readonly Asked[],
  day: string | undefined,
): ReadAnswer {
  const nothing = { ...row, slotId: null, answer: null, time: null, note: '' }
  const seconds = parseTimeOfDay(time)
  if (seconds === undefined) return { ...nothing, problem: 'time' }
  const read = answerOf(said)
  const slotId = slotOf({ seconds, title, day }, slots)
  const note = notes.join(' ') || (read?.note ?? '')
  if (!slotId) return { ...nothing, answer: read?.answer ?? null, problem: 'no_slot' }
  if (!read) return { ...nothing, slotId, problem: 'answer' }
  if (read.answer === 'moved' && read.time === null)
    return { ...row, slotId, answer: 'moved', time: null, note, problem: 'new_time' }
  return { ...row, slotId, answer: read.answer, time: read.time, note, problem: null }
}

/** What an answer's words mean; undefined where they are none. "Không" stands before "đồng ý" in "không đồng ý". */
export function answerOf(said: string): { answer: Answer; time: string | null; note: string } | undefined {
  const words = plain(said)
  const time = said.match(A_TIME)?.[0]?.trim() ?? null
  if (NO.test(words)) return { answer: 'refused', time: null, note: said }
  if (OTHER_TIME.test(words) || (time !== null && !YES.test(words)))
    return { answer: 'moved', time, note: said }
  return YES.test(words) ? { answer: 'confirmed', time: null, note: '' } : undefined
}

function slotOf(
  wanted: { seconds: number; title: string; day: string | undefined },
  slots: readonly Asked[],
): string | null {
  const words = titleWords(wanted.title)
  const near = slots
    .filter((slot) => wanted.day === undefined || slot.day === wanted.day)
    .map((slot) => ({
      id: slot.id,
      away: Math.min(
        ...[slot.startsAt, printedAt(slot)].map((at) => Math.abs(secondsOfDay(at) - wanted.seconds)),
      ),
      likeness: alike(titleWords(slot.title), words),
    }))
    .filter(({ away, likeness }) => likeness >= SAME_TITLE && away <= NEAR_S)
    .sort((a, b) => a.away - b.away || b.likeness - a.likeness)
  const [best, next] = near
  if (!best || (next && next.away === best.away && next.likeness === best.likeness)) return null
  return best.id
}

/** The day of `03/10/2021`, `3/10` or `Chủ nhật, 03/10`; without a year, the nearest to the day the table begins with. */
function dayIn(cell: string, from: string): string | undefined {
  return /(?:^|\s)\d{1,2}\/\d{1,2}(?:\/\d{4})?$/.test(cell) ? readDay(cell, from)?.day : undefined
}
