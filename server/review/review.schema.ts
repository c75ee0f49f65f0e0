import { z } from 'zod'
import { instantMs, type Use, uses } from '../library/library.schema.ts'
import { spoken } from '../library/scripts.schema.ts'

export const verdicts = ['approved', 'changes', 'rejected'] as const
export type Verdict = (typeof verdicts)[number]

const someUses = z
  .array(z.enum(uses))
  .max(uses.length)
  .transform((chosen): Use[] => uses.filter((use) => chosen.includes(use)))

/** A person's name, who may have no account: an elder of the village. */
const listenerName = z.string().trim().normalize('NFC').max(200)

export const submission = z.object({
  uses: someUses.refine((chosen) => chosen.length > 0),
  listener: listenerName
    .optional()
    .describe('Who can listen and confirm what is said; proposed to the approver'),
  translationVi: spoken.optional().describe('What it says in Vietnamese, where nobody has written that yet'),
})
export type Submission = z.infer<typeof submission>

/** A remark at its time, in ms from the start of the version; with `toMs` it is about a stretch. */
export const remarkInput = z.object({
  atMs: instantMs,
  toMs: instantMs.nullish(),
  text: z.string().trim().normalize('NFC').min(1).max(2000),
})
export type RemarkInput = z.infer<typeof remarkInput>

export const decisionInput = z.object({
  verdict: z.enum(verdicts),
  uses: someUses,
  // Empty ones reach the service, whose refusal says what is missing.
  reason: z.string().trim().normalize('NFC').max(2000),
  /** What was looked at: a version whose content changed meanwhile is not decided upon. */
  contentId: z.string().regex(/^[0-9a-f]{64}$/),
  scriptRevision: z
    .string()
    .max(40)
    .nullable()
    .optional()
    .describe('Which words were read beside it, none where nobody wrote any: others are not decided upon'),
  listener: listenerName.optional(),
  remarks: z.array(remarkInput).max(200).default([]),
})
export type DecisionInput = z.infer<typeof decisionInput>

/** Taking an approval back. */
export const approvalWithdrawal = z.object({
  uses: someUses.refine((chosen) => chosen.length > 0),
  reason: z.string().trim().normalize('NFC').min(1).max(2000),
})

export const resolution = z.object({ resolved: z.boolean() })

const person = z.object({ id: z.string(), name: z.string() })

export const remarkShape = z.object({
  id: z.string(),
  versionId: z.string(),
  versionNumber: z.int().describe('The number of the version it was made on'),
  approvalId: z.string().nullable(),
  atMs: z.int(),
  toMs: z.int().nullable(),
  text: z.string(),
  by: person,
  at: z.string(),
  resolvedAt: z.string().nullable(),
  resolvedBy: z.string().nullable(),
})
export type Remark = z.infer<typeof remarkShape>

export const decisionShape = z.object({
  id: z.string(),
  contentId: z.string(),
  verdict: z.enum(verdicts),
  uses: z.array(z.enum(uses)),
  reason: z.string(),
  listener: z.string().nullable(),
  decidedBy: person.extend({ unit: z.string() }),
  decidedAt: z.string(),
})
export type Decision = z.infer<typeof decisionShape>
