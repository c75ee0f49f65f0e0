import { secondsOfDay } from '../schedule.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'

/** Which rows of a published day go. */
export interface WhatGoes {
  /** Seconds of the day between which a row starts; the end exclusive. */
  readonly hours: { readonly from: number; readonly to: number }
  readonly kinds: readonly string[]
  readonly words: readonly string[]
  readonly keepWords: readonly string[]
}

export type WhyItGoes = { by: 'kind'; kind: string } | { by: 'word'; word: string }

// Tones stay: without them "nhạc" (music) would find "nhắc" (remind).
const plain = (text: string) => text.normalize('NFC').toLocaleLowerCase('vi')

const wordIn = (title: string, words: readonly string[]) =>
  words.find((word) => plain(title).includes(plain(word)))

/** Why a row goes by the rule, or undefined where it stays: words that keep weigh more than anything that removes. */
export function whyItGoes(
  slot: PlannedSlot,
  workKind: string | undefined,
  rule: WhatGoes,
): WhyItGoes | undefined {
  const start = secondsOfDay(slot.startsAt)
  if (start < rule.hours.from || start >= rule.hours.to) return undefined
  if (wordIn(slot.title, rule.keepWords) !== undefined) return undefined
  if (workKind !== undefined && rule.kinds.includes(workKind)) return { by: 'kind', kind: workKind }
  const word = wordIn(slot.title, rule.words)
  return word === undefined ? undefined : { by: 'word', word }
}
