import { Dexie, type EntityTable, type Table } from 'dexie'
import type { PlayEvent } from '../../../server/field/logs/events.rules.ts'
import { store } from '../../ui/store.ts'
import type { KeptPackage, Pointer } from '../packages/kept-package.ts'

/** How much of a sound file lies on the phone. Its bytes are in the file store, under the same name. */
export interface StoredBlob {
  sha256: string
  sizeBytes: number
  /** What is flushed: everything before it is on disk. */
  offsetBytes: number
  /** Whole means: every byte is there and its hash was found right. */
  whole: 0 | 1
}

/** A picture of a showing that the office does not have yet. */
interface WaitingPhoto {
  sha256: string
  jpeg: Blob
  /** The office would not have it: it is not sent again, and goes along in a file alone. */
  refused?: true
}

// Strict: what was written is on disk before we go on, so that neither a kill nor an empty battery loses an event.
const db = new Dexie('vang.field', { chromeTransactionDurability: 'strict' }) as Dexie & {
  kept: Table<unknown, string>
  packages: EntityTable<KeptPackage, 'id'>
  pointers: EntityTable<Pointer, 'slot'>
  blobs: EntityTable<StoredBlob, 'sha256'>
  events: Table<PlayEvent, [device: string, sequence: number]>
  /** Events of other devices, on their way to the office in this phone: of a copied one both that bear the same number. */
  brought: Table<PlayEvent, [device: string, sequence: number, hash: string]>
  photos: EntityTable<WaitingPhoto, 'sha256'>
}
db.version(1).stores({
  kept: '',
  packages: 'id, slot',
  pointers: 'slot',
  blobs: 'sha256, whole',
  events: '[device+sequence]',
  carried: '[device+sequence]',
  photos: 'sha256',
})
// A key cannot be changed in place: what was carried by number alone moves over.
db.version(2)
  .stores({ carried: null, brought: '[device+sequence+hash]' })
  .upgrade(async (trx) => {
    await trx.table('brought').bulkPut(await trx.table('carried').toArray())
  })

/** The phone's database does not open (private browsing, a full or broken phone): nothing here would be kept. */
const storeFails = store(false)
void db.open().catch((error: unknown) => {
  console.error(error)
  storeFails.set(true)
})

export { db, storeFails }
