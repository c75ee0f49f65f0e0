import { z } from 'zod'
import { languageCodes, uses, workKinds } from '../library.schema.ts'
import { workFilter } from '../works.schema.ts'
import { nextActs, standings } from './languages.rules.ts'

const person = z.object({ id: z.string(), name: z.string(), unitName: z.string() })
const place = z.object({ id: z.string(), name: z.string() })
const language = z.enum(languageCodes)

const cellShape = z.object({
  language,
  standing: z.enum(standings),
  /** The version it stands by. */
  versionId: z.string().nullable(),
  number: z.int().nullable(),
  approvedUses: z.array(z.enum(uses)),
  hasScript: z.boolean(),
  /** What it says in Vietnamese is written too; Vietnamese itself needs none. */
  hasTranslation: z.boolean(),
  next: z.enum(nextActs),
})
export type LanguageCell = z.output<typeof cellShape>

const unheardShape = z.object({ places: z.array(place), viForNow: z.boolean() })

export const workLanguagesShape = z.object({
  cells: z.array(
    cellShape.extend({
      /** Who of the work's unit speaks it and may record it. */
      recorders: z.array(person),
      /** Whoever speaks it, to listen and confirm. */
      listeners: z.array(person),
      /** Who last listened to this language, of any work: probably the one to ask again. */
      lastListener: z.string().nullable(),
      /** In how many places it is the first choice, and in how many one of the languages. */
      firstIn: z.int(),
      spokenIn: z.int(),
    }),
  ),
  /** Music needs no language. */
  wordless: z.boolean(),
  unheard: unheardShape,
})

const counts = z.object({
  language,
  approved: z.int(),
  waiting: z.int(),
  recorded: z.int(),
  none: z.int(),
  firstIn: z.int(),
  spokenIn: z.int(),
  recorders: z.int(),
})

export const libraryLanguagesShape = z.object({
  at: z.string(),
  languages: z.array(counts),
  works: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      kind: z.enum(workKinds),
      unitId: z.string(),
      unitName: z.string(),
      wordless: z.boolean(),
      cells: z.array(cellShape),
      unheard: unheardShape,
    }),
  ),
  total: z.int(),
  nextCursor: z.string().nullable(),
})

export const languagesFilter = workFilter.pick({
  q: true,
  kind: true,
  language: true,
  standing: true,
  missingLanguage: true,
  unheardIn: true,
  cursor: true,
  limit: true,
})
