import { z } from 'zod'
import { languageCodes } from '../people/people.schema.ts'

export const dateShape = z.iso.date()
const id = z.string().max(64)

const targetKind = z.enum(['area', 'cluster'])
export const targetRef = z.object({ kind: targetKind, id })
export type TargetRef = z.output<typeof targetRef>

/** Where a playlist or a package is for: one place, or a team's own grouping of places. */
export interface Target extends TargetRef {
  name: string
  /** First choice first. */
  languages: string[]
  validFrom: string
  /** Exclusive; null while in force. */
  validTo: string | null
}

const ref = z.object({ id: z.string(), name: z.string() })

export const areaShape = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  level: z.enum(['province', 'district', 'commune', 'unit']),
  parentId: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  languages: z.array(z.string()),
  teams: z.array(ref),
  /** What it was before, and what became of it. */
  predecessors: z.array(ref),
  successors: z.array(ref),
})
export type Area = z.output<typeof areaShape>

const successionShape = z.object({
  area: ref.extend({ formerDistrict: z.string() }),
  effective: z.string(),
  legalBasis: z.string(),
})
export type Succession = z.output<typeof successionShape>

export const clusterShape = z.object({
  id: z.string(),
  name: z.string(),
  languages: z.array(z.string()),
  areas: z.array(ref),
  teams: z.array(ref),
  validTo: z.string().nullable().describe('First day it is closed'),
  revision: z.int(),
})
export type Cluster = z.output<typeof clusterShape>

export const languageOrder = z
  .array(z.enum(languageCodes))
  .min(1)
  .refine((codes) => new Set(codes).size === codes.length)

export const newCluster = z.object({
  name: z.string().trim().normalize('NFC').min(2).max(120),
  areaIds: z.array(id).min(1).max(300),
  /** Absent: the order most of its places share. */
  languages: languageOrder.optional(),
})
export type NewCluster = z.output<typeof newCluster>

export const clusterEdit = newCluster.extend({ languages: languageOrder, revision: z.int().min(1) })
export type ClusterEdit = z.output<typeof clusterEdit>
export const clusterEnd = z.object({
  /** First day it is closed; null opens it again. */
  validTo: dateShape.nullable(),
  revision: z.int().min(1),
})

/** What the editor had in front of them comes along: an order changed since refuses theirs with `stale`. */
export const languageOrderEdit = z.object({ languages: languageOrder, before: z.array(z.string()) })
export type LanguageOrderEdit = z.output<typeof languageOrderEdit>

export const servedTargets = z.object({ targets: z.array(targetRef).max(500), from: dateShape.optional() })
