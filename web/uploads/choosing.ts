import { titleOf } from '../../server/library/library.rules.ts'
import { type LanguageCode, languageCodes } from '../../server/library/library.schema.ts'
import { languageFromName } from '../../server/library/uploads/uploads.rules.ts'
import { store } from '../ui/store.ts'
import { lastSpeed } from './pace.ts'
import { hold, sendings } from './sender.ts'
import { titleFor } from './title.ts'
import { announce, renewUploads } from './uploads.api.ts'

/** A chosen file before the server has said yes. */
export interface Choice {
  key: number
  file: File
  meant: Meant
  /** Why it was not taken; undefined while it is being looked at. */
  refusal: unknown
  /** What the file in the queue is called that has the same content: it is sent once. */
  twin?: string
}

/** What is known of a file before it is looked at: the upload it continues, or the work and language it was asked for. */
export interface Meant {
  continues?: string
  workId?: string
  language?: LanguageCode
}

export const choices = store<readonly Choice[]>([])
let nextKey = 1
let queue: Promise<unknown> = Promise.resolve()

const soundName = /\.(wav|w64|mp3|m4a|aac|flac|ogg|opus|aiff?|caf|wma|amr|ac3)$/i

export const isLanguage = (code: string | undefined): code is LanguageCode =>
  (languageCodes as readonly (string | undefined)[]).includes(code)

/** What can be guessed from a file's name; people look over it before it is sent. */
export function guess(fileName: string) {
  const code = languageFromName(fileName) ?? 'vi'
  return {
    title: titleOf(fileName),
    kind: soundName.test(fileName) ? ('announcement' as const) : ('programme' as const),
    language: isLanguage(code) ? code : null,
  }
}

/** Has the files looked at, one after the other; `onTaken` hears the id of each that was accepted. */
export function choose(files: Iterable<File>, onTaken: (id: string) => void, meant: Meant = {}): void {
  for (const file of files) {
    const choice = { key: nextKey++, file, meant, refusal: undefined }
    choices.set([...choices.get(), choice])
    queue = queue.then(() => look(choice, onTaken))
  }
}

export function drop(key: number): void {
  choices.set(choices.get().filter((choice) => choice.key !== key))
}

/** A cut file may be the only copy: sent because a person wants it sent. */
export function insist(choice: Choice, onTaken: (id: string) => void): void {
  replace({ ...choice, refusal: undefined })
  queue = queue.then(() => look(choice, onTaken, true))
}

function replace(changed: Choice): void {
  choices.set(choices.get().map((choice) => (choice.key === changed.key ? changed : choice)))
}

async function look(choice: Choice, onTaken: (id: string) => void, evenIfCut = false): Promise<void> {
  const { file, meant } = choice
  const speed = lastSpeed()
  try {
    const admitted = await announce(file, {
      ...guess(file.name),
      ...meant,
      ...(speed ? { bytesPerSecond: speed } : {}),
      evenIfCut: evenIfCut || meant.continues !== undefined,
    })
    const { upload, resumed } = admitted
    const known = sendings.get().get(upload.id)
    const twin = meant.continues === undefined && known !== undefined && known.phase !== 'lost'
    if (twin) replace({ ...choice, twin: titleFor(upload) })
    else drop(choice.key)
    const begun = twin ? known.phase !== 'ready' : resumed && upload.offsetBytes > 0
    hold(file, admitted, begun ? 'waiting' : 'ready')
    await renewUploads()
    onTaken(upload.id)
  } catch (refusal) {
    replace({ ...choice, refusal })
  }
}
