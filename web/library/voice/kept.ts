import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Line } from './lines.ts'
import type { Stretch, Tape } from './tape.ts'

/** A recording that lies in this browser until it has been sent. */
export interface Kept {
  id: string
  personId: string
  workId: string
  workTitle: string
  language: string
  /** What is read, as it stood when this recording began. */
  lines: readonly Line[]
  /** Samples a second. */
  rate: number
  tape: Tape
  changedAt: string
}

interface Chunk {
  recordingId: string
  /** Where it begins on the tape, in samples. */
  from: number
  samples: Int16Array<ArrayBuffer>
}

const db = new Dexie('vang.recordings', {
  // A phone that dies in mid-sentence keeps what was written before.
  chromeTransactionDurability: 'strict',
}) as Dexie & { recordings: EntityTable<Kept, 'id'>; chunks: Table<Chunk, [string, number]> }
db.version(1).stores({ recordings: 'id, personId', chunks: '[recordingId+from]' })

/** Writes half a second and what it means in one go: after a crash the tape never speaks of samples that are not there. */
export function keep(recording: Kept, chunk?: Omit<Chunk, 'recordingId'>): Promise<void> {
  return db.transaction('rw', db.recordings, db.chunks, async () => {
    await db.recordings.put(recording)
    if (chunk) await db.chunks.put({ recordingId: recording.id, ...chunk })
  })
}

const ofRecording = (id: string) =>
  db.chunks.where('[recordingId+from]').between([id, Dexie.minKey], [id, Dexie.maxKey])

/** Hears all of a recording from its start, half a second at a time. */
export async function eachChunk(id: string, hear: (samples: Int16Array) => void): Promise<void> {
  await ofRecording(id).each(({ samples }) => hear(samples))
}

/** A stretch of the tape. An hour of sound is never read at once. */
export async function samplesOf(id: string, { from, to }: Stretch): Promise<Int16Array<ArrayBuffer>> {
  const key = '[recordingId+from]'
  const first = await db.chunks.where(key).between([id, Dexie.minKey], [id, from], true, true).last()
  const chunks = await db.chunks
    .where(key)
    .between([id, first?.from ?? from], [id, to])
    .toArray()
  const samples = new Int16Array(to - from)
  for (const chunk of chunks) {
    const start = Math.max(0, from - chunk.from)
    const within = chunk.samples.subarray(start, Math.max(start, to - chunk.from))
    samples.set(within, chunk.from + start - from)
  }
  return samples
}

export function drop(id: string): Promise<void> {
  return db.transaction('rw', db.recordings, db.chunks, async () => {
    await ofRecording(id).delete()
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
