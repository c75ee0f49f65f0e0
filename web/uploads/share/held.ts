import { Dexie, type EntityTable } from 'dexie'
import type { LanguageCode } from '../../../server/library/library.schema.ts'

/** Where a shared recording belongs, once a person has said so. */
export interface Belonging {
  workId: string
  workTitle: string
  language: LanguageCode | null
}

/** A file that another app shared with this one. It lies in this browser until it has arrived. */
export interface Held {
  id: string
  file: File
  sharedAt: string
  /** Its place among those shared with it. */
  n: number
  belongs: Belonging | null
}

const db = new Dexie('vang.shared', {
  // The other app has let go of it: what was taken must be on the disk before anybody is told so.
  chromeTransactionDurability: 'strict',
}) as Dexie & { files: EntityTable<Held, 'id'> }
db.version(1).stores({ files: 'id, [sharedAt+n]' })

/** Takes files over, all or none. */
export async function takeOver(files: readonly File[]): Promise<void> {
  const sharedAt = new Date().toISOString()
  await db.files.bulkAdd(
    files.map((file, n) => ({ id: crypto.randomUUID(), file, sharedAt, n, belongs: null })),
  )
}

export const heldFiles = (): Promise<Held[]> => db.files.orderBy('[sharedAt+n]').toArray()

export const settle = (id: string, belongs: Belonging | null) => db.files.update(id, { belongs })

export const letGo = (id: string) => db.files.delete(id)
