import { type DetailedError, Upload as TusUpload } from 'tus-js-client'
import { store } from '../ui/store.ts'
import { createPace, lastSpeed, rememberSpeed } from './pace.ts'
import { knownUploads, renewUploads } from './uploads.api.ts'

/** A file that this browser holds, on its way. */
export interface Sending {
  id: string
  file: File
  url: string
  token: string
  /** ready: waits for a person; waiting: for its turn; stalled: for the line, and goes on by itself. */
  phase: 'ready' | 'waiting' | 'sending' | 'stalled' | 'paused' | 'sent' | 'lost'
  sentBytes: number
  bytesPerSecond: number | null
}

// Beside the pages, so that sending goes on while one is elsewhere in the app.
export const sendings = store<ReadonlyMap<string, Sending>>(new Map())
const running = new Map<string, TusUpload>()
const pace = createPace()

const pieceBytes = 16 * 1024 ** 2
const retryDelays = [0, 1000, 2000, 4000, 8000, 15_000]
/** After all that, once more and again: a line that is away for a night comes back in the morning. */
const goOnAfterMs = 10_000
/** Refusals that no repetition changes: the token, the upload itself, its size. */
const final = [400, 403, 404, 410, 413]

function put(id: string, values: Partial<Sending>): void {
  const known = sendings.get().get(id)
  if (known) sendings.set(new Map(sendings.get()).set(id, { ...known, ...values }))
}

export function forget(id: string): void {
  halt(id)
  const rest = new Map(sendings.get())
  rest.delete(id)
  sendings.set(rest)
  pump()
}

/** Takes a file that was announced: it waits to be released, or goes on where it stopped. */
export function hold(
  file: File,
  admitted: { upload: { id: string; offsetBytes: number }; url: string; token: string },
  phase: 'ready' | 'waiting',
): void {
  const { upload, url, token } = admitted
  halt(upload.id)
  const sending = {
    id: upload.id,
    file,
    url,
    token,
    phase,
    sentBytes: upload.offsetBytes,
    bytesPerSecond: null,
  }
  sendings.set(new Map(sendings.get()).set(upload.id, sending))
  pump()
}

export function release(id: string): void {
  put(id, { phase: 'waiting' })
  pump()
}

export function releaseAll(ready: readonly Sending[]): void {
  for (const { id } of ready) put(id, { phase: 'waiting' })
  pump()
}

export function pause(id: string): void {
  halt(id)
  put(id, { phase: 'paused' })
  pump()
}

export function pauseAll(): void {
  for (const { id, phase } of sendings.get().values()) {
    if (!['waiting', 'sending', 'stalled'].includes(phase)) continue
    halt(id)
    put(id, { phase: 'paused' })
  }
}

export function resumeAll(): void {
  for (const { id, phase } of sendings.get().values()) if (phase === 'paused') put(id, { phase: 'waiting' })
  pump()
}

/** One at a time, in the order of the server's queue; an urgent one goes before what is being sent. */
export function pump(): void {
  const inOrder = byQueue([...sendings.get().values()])
  const current = inOrder.find(({ phase }) => phase === 'sending' || phase === 'stalled')
  const next = inOrder.find(({ phase }) => phase === 'waiting')
  if (!next) return
  if (!current) {
    send(next)
    return
  }
  const urgent = (id: string) => knownUploads()?.queue.find((upload) => upload.id === id)?.urgent ?? false
  if (!urgent(next.id) || urgent(current.id)) return
  halt(current.id)
  put(current.id, { phase: 'waiting', bytesPerSecond: null })
  send(next)
}

function byQueue(held: Sending[]): Sending[] {
  const place = new Map(knownUploads()?.queue.map((upload, index) => [upload.id, index]))
  const last = Number.MAX_SAFE_INTEGER
  return held.toSorted((a, b) => (place.get(a.id) ?? last) - (place.get(b.id) ?? last))
}

function halt(id: string): void {
  const upload = running.get(id)
  running.delete(id)
  pace.reset()
  upload?.abort().catch(() => undefined)
}

function send(sending: Sending): void {
  const { id, file, url, token } = sending
  pace.reset()
  put(id, { phase: 'sending' })
  const upload: TusUpload = new TusUpload(file, {
    uploadUrl: new URL(url, location.origin).href,
    headers: { 'x-upload-token': token },
    chunkSize: pieceBytes,
    retryDelays,
    storeFingerprintForResuming: false,
    removeFingerprintOnSuccess: true,
    onShouldRetry: (error) => {
      if (final.includes(statusOf(error))) return false
      if (running.get(id) === upload) put(id, { phase: 'stalled', bytesPerSecond: null })
      return true
    },
    onProgress: (sentBytes) => {
      if (running.get(id) !== upload) return
      pace.note(sentBytes)
      const bytesPerSecond = pace.speed()
      if (bytesPerSecond) rememberSpeed(bytesPerSecond)
      put(id, { phase: 'sending', sentBytes, bytesPerSecond })
    },
    onSuccess: () => ended(id, upload, { phase: 'sent', sentBytes: file.size }),
    onError: (error) => {
      if (final.includes(statusOf(error as DetailedError))) return ended(id, upload, { phase: 'lost' })
      put(id, { phase: 'stalled', bytesPerSecond: null })
      setTimeout(() => {
        if (running.get(id) === upload) send({ ...sending, phase: 'waiting' })
      }, goOnAfterMs)
    },
  })
  running.set(id, upload)
  upload.start()
}

function ended(id: string, upload: TusUpload, values: Partial<Sending>): void {
  if (running.get(id) !== upload) return
  running.delete(id)
  put(id, values)
  renewUploads()
  pump()
}

const statusOf = (error: DetailedError) => error.originalResponse?.getStatus() ?? 0

// A line that is back is used at once, without waiting for the next try.
window.addEventListener('online', () => {
  for (const sending of sendings.get().values()) {
    if (sending.phase !== 'stalled') continue
    halt(sending.id)
    send(sending)
  }
})

/** Closing the tab stops what is on its way; it can be taken up again, but a person should know. */
window.addEventListener('beforeunload', (event) => {
  const busy = [...sendings.get().values()].some(({ phase }) =>
    ['waiting', 'sending', 'stalled'].includes(phase),
  )
  if (busy) event.preventDefault()
})

/** Bytes a second that can be counted on now. */
export const speedNow = () =>
  [...sendings.get().values()].find(({ phase }) => phase === 'sending')?.bytesPerSecond ?? lastSpeed()
