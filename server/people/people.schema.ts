import { z } from 'zod'
import { roles } from '../http/permissions.rules.ts'

/** Languages of the province, in the order people expect to read them. */
export const languageCodes = ['vi', 'tyz', 'nut', 'hmn', 'ium', 'nty', 'x-sanchi'] as const
export const SHORTEST_PASSWORD = 12
export const CODE_DIGITS = 8

const name = z.string().trim().min(2).max(120)
const phone = z.string().trim().max(30)
const role = z.enum(roles)
const languages = z.array(z.enum(languageCodes)).min(1)

export const signInBody = z.object({ login: z.string().min(1).max(60), password: z.string().min(1).max(200) })
export const codeBody = z.object({
  login: z.string().min(1).max(60),
  code: z.string().max(20),
  newPassword: z.string().max(200),
})

export const newPerson = z.object({
  name,
  role,
  unitId: z.string().max(64),
  phone: phone.optional(),
  /** Made from the name when absent. */
  login: z.string().trim().max(40).optional(),
  languages: languages.default(['vi']),
})
export type NewPerson = z.output<typeof newPerson>

export const personChange = z
  .object({ name, role, unitId: z.string().max(64), phone: phone.nullable(), languages, active: z.boolean() })
  .partial()
export type PersonChange = z.output<typeof personChange>

const unitKinds = ['department', 'troupe', 'centre', 'relics', 'district_office', 'station', 'other'] as const
export const newUnit = z.object({ name, kind: z.enum(unitKinds).default('other') })
export const newTeam = z.object({ name, unitId: z.string().max(64), phone: phone.optional() })
export const teamMembers = z.object({ personIds: z.array(z.string().max(64)).max(200) })

export const pastedTable = z.object({
  text: z.string().max(100_000),
  /** Make the units that are named and not there yet. */
  addUnits: z.boolean().default(false),
})

const pasteProblem = z.object({ field: z.enum(['name', 'phone', 'unit', 'role']), message: z.string() })
export type PasteProblem = z.output<typeof pasteProblem>
const previewRow = z.object({
  line: z.number(),
  name: z.string(),
  phone: z.string().nullable(),
  /** Without an id where it is not there yet. */
  unit: z.object({ id: z.string().nullable(), name: z.string() }),
  role: role.nullable(),
  roleWord: z.string(),
  login: z.string(),
  problems: z.array(pasteProblem),
})
export type PreviewRow = z.output<typeof previewRow>
export const pastePreview = z.object({ rows: z.array(previewRow) })
export const pasteResult = z.object({
  added: z.array(z.object({ id: z.string(), login: z.string(), name: z.string() })),
  skipped: z.number(),
})

export const slipShape = z.object({
  name: z.string(),
  login: z.string(),
  code: z.string(),
  expiresAt: z.string(),
  /** Opens the sign-in page filled in; `address` is the same page to be typed. */
  url: z.string(),
  address: z.string(),
  qrSvg: z.string(),
})
export type Slip = z.output<typeof slipShape>

const unitRef = z.object({ id: z.string(), name: z.string() })
export const personShape = z.object({
  id: z.string(),
  login: z.string(),
  phone: z.string().nullable(),
  name: z.string(),
  role,
  unit: unitRef,
  languages: z.array(z.string()),
  active: z.boolean(),
  /** False until the first password is set by a one-time code. */
  hasPassword: z.boolean(),
  teams: z.array(unitRef),
})
export type Person = z.output<typeof personShape>

export const unitShape = z.object({ id: z.string(), name: z.string(), kind: z.string() })
export type Unit = z.output<typeof unitShape>
export const teamShape = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  unit: unitRef,
  members: z.array(unitRef),
})
export type Team = z.output<typeof teamShape>

export const sessionShape = z.object({
  person: z
    .object({ id: z.string(), name: z.string(), role, unit: unitRef, languages: z.array(z.string()) })
    .nullable(),
  demo: z.boolean(),
  secure: z.boolean(),
  publicUrl: z.string().nullable(),
  news: z.string().nullable().describe('Where the news stand: what /api/live is asked to go on from'),
  demoAccounts: z.array(z.object({ login: z.string(), role, name: z.string() })).optional(),
  demoPassword: z.string().optional(),
})
export type Session = z.output<typeof sessionShape>
