import { z } from 'zod'

/** What a document can be attached to. */
const subjectKinds = ['version', 'approval', 'work', 'delivery', 'playlist', 'publication', 'as_run'] as const
export type SubjectKind = (typeof subjectKinds)[number]

export const documentSubject = z.object({ subjectKind: z.enum(subjectKinds), subjectId: z.string().max(100) })

/** The name a person knows the file by; it is only ever shown and offered for saving, never used as a path. */
export const documentUpload = documentSubject.extend({ name: z.string().normalize('NFC') })

export const mostDocumentBytes = 20_000_000
