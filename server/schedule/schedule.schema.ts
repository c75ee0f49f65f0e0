import { z } from 'zod'
import { language } from '../library/library.schema.ts'
import { fillKinds, gapPolicy, separation } from './filling/filling.schema.ts'
import { DAY_MS, parseTimeOfDay } from './schedule.rules.ts'

export const slotKinds = ['work', 'title', 'relay', 'live'] as const
export type SlotKind = (typeof slotKinds)[number]
export const runs = ['first', 'repeat'] as const
export type Run = (typeof runs)[number]
export const startModes = ['fixed', 'following'] as const
export type StartMode = (typeof startModes)[number]
export const stationAnswers = ['none', 'proposed', 'confirmed', 'moved', 'refused'] as const
export type StationAnswer = (typeof stationAnswers)[number]

export const day = z.iso.date()
const id = z.string().min(1).max(64)

/** A time of day as people type it; becomes seconds since midnight. */
export const typedTime = z
  .string()
  .max(12)
  .transform((text, context) => {
    const seconds = parseTimeOfDay(text)
    if (seconds === undefined) context.addIssue({ code: 'custom', message: 'not a time of day' })
    return seconds ?? 0
  })

/** One line for paper: NFC, single blanks, no control characters. */
export const line = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) =>
      text
        .normalize('NFC')
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .trim(),
    )

const fields = {
  day,
  start: typedTime,
  durationMs: z.int().min(1000).max(DAY_MS),
  kind: z.enum(slotKinds),
  workId: id.nullable(),
  /** Pinned by hand; null takes the newest version approved for television. */
  versionId: id.nullable(),
  /** Of a work: what to print instead of its title; empty follows the work. */
  title: line(300),
  language: language.nullable(),
  run: z.enum(runs),
  firstSlotId: id.nullable(),
  note: line(500),
  startMode: z.enum(startModes),
  /** The hour that is announced, where it is not the exact start. */
  billed: typedTime.nullable(),
  gapPolicy: gapPolicy.nullable(),
  stationAnswer: z.enum(stationAnswers),
  stationNote: line(500),
  templateRowId: id.nullable(),
}

/** How much of a channel's week should be in each language; each language once. */
export const quotas = z
  .array(
    z.object({
      language,
      leastMsPerWeek: z
        .int()
        .min(60_000)
        .max(7 * DAY_MS),
    }),
  )
  .max(20)
  .refine((list) => new Set(list.map((quota) => quota.language)).size === list.length)
export type Quotas = z.output<typeof quotas>

export const newSlot = z.object({
  channelId: id,
  ...fields,
  durationMs: fields.durationMs.optional(),
  workId: fields.workId.default(null),
  versionId: fields.versionId.default(null),
  title: fields.title.default(''),
  language: fields.language.default(null),
  run: fields.run.default('first'),
  firstSlotId: fields.firstSlotId.default(null),
  note: fields.note.default(''),
  startMode: fields.startMode.default('fixed'),
  billed: fields.billed.default(null),
  gapPolicy: fields.gapPolicy.default(null),
  stationAnswer: fields.stationAnswer.default('none'),
  stationNote: fields.stationNote.default(''),
  templateRowId: fields.templateRowId.default(null),
  /** To put back what was taken out: the id it had, and its repeats. */
  id: z.uuid().optional(),
  repeatIds: z.array(id).max(200).default([]),
})
export type NewSlot = z.output<typeof newSlot>

export const slotEdit = z.object(fields).partial().extend({
  revision: z.int(),
  /** Of a first run that moves: whether its repeats move by as much. */
  moveRepeats: z.boolean().optional(),
})
export type SlotEdit = z.output<typeof slotEdit>

export const repeatInput = z.object({ day, start: typedTime })
export const pasteInput = z.object({ channelId: id, day, text: z.string().min(1).max(50_000) })
export const copyInput = z.object({ to: z.array(day).min(1).max(31) })
export const publishInput = z.object({
  days: z
    .array(day)
    .min(1)
    .max(31)
    .transform((days) => [...new Set(days)].sort()),
  /** The days as the person had them before them; what became different since is refused. */
  seen: z
    .array(z.object({ day, number: z.int().min(0), sha256: z.string().length(64) }))
    .max(31)
    .optional(),
  /** Leaves that much later and can be taken back until then. */
  delayMs: z.int().min(0).max(600_000).optional(),
})

export const signature = z.object({
  /** The body above the issuing one, in plain capitals. */
  parent: line(200),
  body: line(200),
  place: line(80),
  /** "GIÁM ĐỐC", or "KT. GIÁM ĐỐC"; empty lines are left out. */
  capacity: line(120),
  name: line(120),
})
export type Signature = z.output<typeof signature>

export const newChannel = z.object({
  name: line(120).pipe(z.string().min(1)),
  /** Minutes after midnight at which its broadcast day begins. */
  dayStartsMin: z.int().min(0).max(720).default(0),
})

const channelSettings = z
  .object({
    name: line(120).pipe(z.string().min(1)),
    deadline: z.object({ weekday: z.int().min(1).max(7), time: z.iso.time({ precision: -1 }) }),
    signature,
    /** Minutes after midnight at which its broadcast day begins, and for how many it is on the air. */
    dayStartsMin: z.int().min(0).max(720),
    dayRunsMin: z.int().min(60).max(1440),
    gapPolicy,
    separation: separation.required(),
    fillKinds,
    quotas,
  })
  .partial()

export const channelEdit = channelSettings
  .extend({
    /** What these said when they were read; what somebody else has set since is refused, and told. */
    seen: channelSettings.optional(),
  })
  .refine(({ seen: _, ...edit }) => Object.keys(edit).length > 0)

/** What airs in a slot, pinned when it is published. */
const airedVersion = z.object({
  versionId: z.string(),
  contentId: z.string(),
  sourceSha256: z.string(),
  inMs: z.int().nullable(),
  outMs: z.int().nullable(),
  durationMs: z.int(),
})

/** One row of a published day. Without a version, one of kind work only keeps the place (giữ chỗ). */
const plannedSlot = z.object({
  slotId: z.string(),
  startsAt: z.string(),
  /** The hour that is announced, where it is not the exact start. */
  billedAt: z.string().exactOptional(),
  endsAt: z.string(),
  durationMs: z.int(),
  kind: z.enum(slotKinds),
  title: z.string(),
  workId: z.string().nullable(),
  language: z.string().nullable(),
  run: z.enum(runs),
  firstSlotId: z.string().nullable(),
  note: z.string(),
  version: airedVersion.nullable(),
})
export type PlannedSlot = z.infer<typeof plannedSlot>

/** The body of a publication of kind `day`. */
export const dayBody = z.object({ channelId: z.string(), day: z.string(), slots: z.array(plannedSlot) })
export type DayBody = z.infer<typeof dayBody>
