import { useEffect, useRef, useState } from 'react'
import type { HashAnswer, HashRequest } from './hash.worker.ts'
import { type Candidate, candidatesIn, type Hashes, type Stretch, type Verdict, verdictOf } from './verify.ts'
import { type Found, zipEntries } from './zip-entries.ts'

type Checked = { candidate: Candidate; verdict: Verdict }
type Verifying =
  | { step: 'waiting' }
  | { step: 'reading'; fraction: number }
  | { step: 'nothing' }
  | { step: 'done'; checked: Checked[] }

/** The worker is fetched with the page, so that checking works where there is no network any more. */
export function useVerifying() {
  const [state, setState] = useState<Verifying>({ step: 'waiting' })
  const worker = useRef<Worker | undefined>(undefined)
  useEffect(() => {
    const started = startHashing()
    worker.current = started
    return () => started.terminate()
  }, [])

  async function verify(chosen: readonly Found[]) {
    setState({ step: 'reading', fraction: 0 })
    const candidates = await candidatesIn(await unpacked(chosen))
    if (candidates.length === 0 || !worker.current) return setState({ step: 'nothing' })
    const files = candidates.flatMap((candidate) => candidate.present)
    const hashes = await hashAll(worker.current, files, (fraction) => setState({ step: 'reading', fraction }))
    const checked = candidates.map((candidate) => ({ candidate, verdict: verdictOf(candidate, hashes) }))
    setState({ step: 'done', checked })
  }
  return { state, verify, again: () => setState({ step: 'waiting' }) }
}

export const startHashing = () => new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' })

/** A chosen ZIP stands for the files in it. */
async function unpacked(chosen: readonly Found[]): Promise<Found[]> {
  const lists = chosen.map(async (one) =>
    one.path.toLowerCase().endsWith('.zip') ? ((await zipEntries(one.file)) ?? []) : [one],
  )
  return (await Promise.all(lists)).flat()
}

/** Reads stretches one after the other in a worker. */
export function hashAll(
  worker: Worker,
  files: readonly Stretch[],
  onProgress: (fraction: number) => void,
): Promise<Hashes> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0)
  const hashes = new Map<Stretch, string | undefined>()
  let doneBytes = 0
  return new Promise((resolve) => {
    if (files.length === 0) return resolve(hashes)
    worker.onmessage = ({ data }: MessageEvent<HashAnswer>) => {
      const file = files[data.id]
      if (!file) return
      if ('bytes' in data) return onProgress((doneBytes + data.bytes) / total)
      doneBytes += file.file.size
      hashes.set(file, 'sha256' in data ? data.sha256 : undefined)
      onProgress(total > 0 ? doneBytes / total : 1)
      if (hashes.size === files.length) resolve(hashes)
    }
    files.forEach(({ file }, id) => {
      worker.postMessage({ id, file } satisfies HashRequest)
    })
  })
}
