import { Dexie, type EntityTable } from 'dexie'
import type { LanguageCode } from '../../../server/library/library.schema.ts'
import { excessOf, plainlyNamed, type Trouble } from './taking.ts'

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
  /** Whose it is; nobody's where it was shared while nobody was signed in, until somebody says where it belongs. */
  personId: string | null
  belongs: Belonging | null
}

/** Who was last seen in this browser, for a share comes in without a page and without a network. */
interface Here {
  key: 'person'
  personId: string | null
}

const db = new Dexie('vang.shared', {
  // The other app has let go of it: what was taken must be on the disk before anybody is told so.
  chromeTransactionDurability: 'strict',
}) as Dexie & { files: EntityTable<Held, 'id'>; here: EntityTable<Here, 'key'> }
db.version(2).stores({ files: 'id, [sharedAt+n]', here: 'key' })

/** From now on shares are this person's; nobody's with null. */
export const noteHere = (personId: string | null) => db.here.put({ key: 'person', personId })

const personHere = async () => (await db.here.get('person'))?.personId ?? null

/** Takes files over for whoever is here, all or none; or says why not. */
export function takeOver(files: readonly File[]): Promise<Trouble | null> {
  const sharedAt = new Date().toISOString()
  return db.transaction('rw', db.files, db.here, async () => {
    const personId = await personHere()
    const waiting = (await db.files.toArray()).filter((held) => ownerOf(held) === personId)
    const excess = excessOf(
      waiting.map(({ file }) => file),
      files,
    )
    if (excess) return excess
    await db.files.bulkAdd(
      files.map((file, n) => {
        const own = { id: crypto.randomUUID(), personId, belongs: null }
        return { ...own, file: plainlyNamed(file), sharedAt, n }
      }),
    )
    return null
  })
}

export interface Waiting {
  files: Held[]
  /** How many wait for somebody else, who is not named. */
  others: number
}

/** What one person may see: their own, and what is nobody's yet. That belongs nowhere, whoever looks at it. */
export async function heldFor(personId: string | null): Promise<Waiting> {
  const all = await db.files.orderBy('[sharedAt+n]').toArray()
  const files = all.flatMap((held) => {
    const owner = ownerOf(held)
    if (owner === null) return [{ ...held, personId: null, belongs: null }]
    return owner === personId ? [held] : []
  })
  return { files, others: all.length - files.length }
}

/** The same for whoever is here. */
export const heldHere = async () => heldFor(await personHere())

// Before they had owners, files were kept without the word.
const ownerOf = ({ personId }: { personId?: string | null }) => personId ?? null

export const settle = (id: string, personId: string, belongs: Belonging | null) =>
  db.files.update(id, { personId, belongs })

export const letGo = (ids: readonly string[]) => db.files.bulkDelete([...ids])
