import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Tape } from './tape.ts'

/** A recording that lies in this browser until it has been sent. */
export interface Kept {
  id: string
  personId: string
  workId: string
  workTitle: string
  language: string
  /** Samples a second. */
  rate: number
  tape: Tape
  changedAt: string
}

interface Chunk {
  recordingId: string
  n: number
  samples: Int16Array<ArrayBuffer>
}

const db = new Dexie('vang.recordings', {
  // A phone that dies in mid-sentence keeps what was written before.
  chromeTransactionDurability: 'strict',
}) as Dexie & { recordings: EntityTable<Kept, 'id'>; chunks: Table<Chunk, [string, number]> }
db.version(1).stores({ recordings: 'id, personId', chunks: '[recordingId+n]' })

/** Writes half a second and what it means in one go: after a crash the tape never speaks of samples that are not there. */
export function keep(recording: Kept, chunk?: Omit<Chunk, 'recordingId'>): Promise<void> {
  return db.transaction('rw', db.recordings, db.chunks, async () => {
    await db.recordings.put(recording)
    if (chunk) await db.chunks.put({ recordingId: recording.id, ...chunk })
  })
}

/** All samples of a recording, in order. */
export async function chunksOf(id: string): Promise<Int16Array<ArrayBuffer>[]> {
  const chunks = await db.chunks
    .where('[recordingId+n]')
    .between([id, Dexie.minKey], [id, Dexie.maxKey])
    .sortBy('n')
  return chunks.map(({ samples }) => samples)
}

export function drop(id: string): Promise<void> {
  return db.transaction('rw', db.recordings, db.chunks, async () => {
    await db.chunks.where('[recordingId+n]').between([id, Dexie.minKey], [id, Dexie.maxKey]).delete()
    await db.recordings.delete(id)
  })
}

const lockOf = (id: string) => `vang.recording ${id}`

/** What this person left unsent, the latest first; what another tab has open is not left. */
export async function leftBehind(personId: string): Promise<Kept[]> {
  const own = await db.recordings.where('personId').equals(personId).toArray()
  const held = new Set((await navigator.locks.query()).held?.map(({ name }) => name))
  return own
    .filter(({ id, tape }) => tape.pieces.length > 0 && !held.has(lockOf(id)))
    .sort((a, b) => b.changedAt.localeCompare(a.changedAt))
}

/** Keeps a recording to this tab until the answer is called. */
export function hold(id: string): () => void {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  void navigator.locks.request(lockOf(id), () => released)
  return release
}
