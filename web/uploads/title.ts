import { titleOf } from '../../server/library/library.rules.ts'
import type { Upload } from './uploads.api.ts'

/** What a row is called: the work it is or will be, else its file. */
export const titleFor = (upload: Pick<Upload, 'workTitle' | 'title' | 'fileName'>) =>
  upload.workTitle ?? upload.title ?? titleOf(upload.fileName)
