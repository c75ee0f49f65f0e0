import type { LanguageCode } from '../../server/library/library.schema.ts'
import { guess } from './choosing.ts'
import { hold, sendings } from './sender.ts'
import { announce, renewUploads } from './uploads.api.ts'

/** Sends what was made in the browser as a new version, with nothing more to ask. */
export async function handOver(file: File, about: { workId: string; language: LanguageCode | null }) {
  const admitted = await announce(file, { ...guess(file.name), ...about })
  hold(file, admitted, 'waiting')
  await renewUploads()
  const { id } = admitted.upload
  return { id, arrived: arrivalOf(id) }
}

/** Whether a file came whole, told in its time, also when the page that sent it is gone. */
function arrivalOf(id: string): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const phase = sendings.get().get(id)?.phase
      if (phase && phase !== 'sent' && phase !== 'lost') return
      stop()
      resolve(phase === 'sent')
    }
    const stop = sendings.subscribe(look)
    look()
  })
}
