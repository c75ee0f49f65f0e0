import { z } from 'zod'

const day = z.iso.date()
const id = z.string().max(64)
const name = z.string().trim().normalize('NFC').min(1).max(120)
const headName = z.string().trim().normalize('NFC').max(120).default('')
const headPhone = z
  .string()
  .trim()
  .max(30)
  .regex(/^[\d+ .()-]*$/)
  .default('')
const revision = z.int().min(1)

export const newHamlet = z.object({
  areaId: id,
  name,
  headName,
  headPhone,
  validFrom: day.optional().describe('First day; since ever unless said'),
})
export type NewHamlet = z.output<typeof newHamlet>

/** Puts right what was written down wrongly. A new name that holds from a day on is a `hamletSuccession`. */
export const hamletEdit = z.object({ name, headName, headPhone, revision })
export type HamletEdit = z.output<typeof hamletEdit>

export const hamletSuccession = z.object({
  name,
  areaId: id.optional().describe('The commune it passes to; stays where it is unless said'),
  from: day.describe('First day of the new name or place'),
  revision,
})
export type HamletSuccession = z.output<typeof hamletSuccession>

export const hamletEnd = z.object({
  validTo: day.nullable().describe('First day it no longer exists; null opens it again'),
  revision,
})
export type HamletEnd = z.output<typeof hamletEnd>

export const hamletShape = z.object({
  id: z.string(),
  originId: z.string().describe('Shared by all names it ever had'),
  name: z.string(),
  folded: z.string(),
  area: z.object({ id: z.string(), name: z.string() }).describe('The commune on the day asked for'),
  headName: z.string(),
  headPhone: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  revision: z.int(),
})
export type Hamlet = z.output<typeof hamletShape>
