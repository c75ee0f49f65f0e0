import { startIn } from '../../../server/schedule/imports/hours.rules.ts'
import { parseLength } from '../../../server/schedule/schedule.rules.ts'
import { fold } from '../../ui/fold.ts'
import { languageCodes, languageName } from '../../ui/LanguageChip.tsx'
import type { SlotChange } from '../schedule.api.ts'
import type { CellTexts, TypedColumn } from './columns.ts'

type Edit = Omit<Extract<SlotChange, { do: 'edit' }>, 'do' | 'id' | 'revision'>
type LanguageCode = (typeof languageCodes)[number]

/** What a typed cell means for a slot, or that it cannot be read. */
export type Read = { fields: Edit; problem?: undefined } | { fields?: undefined; problem: Problem }
export type Problem = 'start' | 'length' | 'title' | 'language' | 'run'
/** What was typed and does not stand in the plan yet: on its way, or waiting to be understood. */
export interface Pending {
  text: string
  problem?: Problem | 'firstStart' | 'refused' | undefined
}

/** With seconds, so that the server reads back the very hour. */
export const typedTime = (seconds: number): string => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** A code or a name of a language, tones or none; null where nothing is written, undefined where it is none. */
export function readLanguage(text: string): LanguageCode | null | undefined {
  const typed = fold(text.trim()).replace(/^(tieng|ban)\s+/, '')
  if (typed === '') return null
  const bare = (code: LanguageCode) => fold(languageName(code)).replace(/^tieng\s+/, '')
  return (
    languageCodes.find((code) => code === typed || bare(code) === typed) ??
    languageCodes.find((code) => bare(code).startsWith(typed))
  )
}

/** Phát mới or phát lại, as people write it: PL, lại, mới, đầu; undefined where it is neither. */
export function readRun(text: string): 'first' | 'repeat' | undefined {
  const typed = fold(text.trim()).replace(/^\((.*)\)$/, '$1')
  if (typed === '' || /^(pm|m|moi|phat moi|phat dau|lan dau|first|first run|new)$/.test(typed)) return 'first'
  if (/^(pl|l|lai|phat lai|repeat|r|rerun)$/.test(typed)) return 'repeat'
  return undefined
}

/**
 * Reads one cell of a slot that stands in the draft already. An empty hour follows the row before; one past midnight
 * (25:30) is the night of the same broadcast day, as far as that runs.
 */
export function readCell(column: TypedColumn, text: string, dayStartsMin: number): Read {
  const typed = text.trim()
  switch (column) {
    case 'start': {
      if (typed === '') return { fields: { startMode: 'following' } }
      const seconds = startIn(typed, dayStartsMin)
      return seconds === undefined
        ? { problem: 'start' }
        : { fields: { start: typedTime(seconds), startMode: 'fixed' } }
    }
    case 'length': {
      const durationMs = parseLength(typed)
      return durationMs === undefined ? { problem: 'length' } : { fields: { durationMs } }
    }
    case 'title':
      return typed === ''
        ? { problem: 'title' }
        : { fields: { title: typed, kind: 'title', workId: null, versionId: null } }
    case 'language': {
      const language = readLanguage(typed)
      return language === undefined ? { problem: 'language' } : { fields: { language } }
    }
    case 'run': {
      const run = readRun(typed)
      if (run === undefined) return { problem: 'run' }
      // A first run is tied to no other.
      return { fields: run === 'first' ? { run, firstSlotId: null } : { run } }
    }
    default:
      return { fields: { note: typed } }
  }
}

export interface ReadRow {
  fields: Edit
  problems: Problem[]
}

/** Reads the cells of a row together: what can be read of it, and which cells cannot. */
export function readRow(texts: CellTexts, dayStartsMin: number): ReadRow {
  const fields: Edit = {}
  const problems: Problem[] = []
  for (const [column, text] of Object.entries(texts) as [TypedColumn, string][]) {
    if (text.trim() === '' && column !== 'start') continue
    const read = readCell(column, text, dayStartsMin)
    if (read.problem) problems.push(read.problem)
    else Object.assign(fields, read.fields)
  }
  return { fields, problems }
}
