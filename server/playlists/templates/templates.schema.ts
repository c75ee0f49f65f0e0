import { z } from 'zod'
import { eveningSettings, items } from '../playlists.schema.ts'
import { workRef } from '../resolution.schema.ts'

const name = z.string().trim().normalize('NFC').min(2).max(120)
/** An evening without its days and places: its items, how long each part is meant to last, when it begins. */
export const eveningContent = eveningSettings.extend({ items: items.default([]) })
export type EveningContent = z.output<typeof eveningContent>

export const newTemplate = z.object({ name, content: eveningContent })
export const templateEdit = newTemplate.extend({ revision: z.int().min(1) })
export type NewTemplate = z.output<typeof newTemplate>
export type TemplateEdit = z.output<typeof templateEdit>

export const templateShape = z.object({
  id: z.string(),
  name: z.string(),
  content: eveningContent,
  works: z.array(workRef).describe('The works it names, for whoever shows it'),
  revision: z.int(),
  editedAt: z.string(),
})
export type EveningTemplate = z.output<typeof templateShape>
