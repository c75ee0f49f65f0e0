import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import type { Env } from '../http/env.ts'
import { serveRanged } from '../http/range.ts'
import { actorOf, allow, byId, validate } from '../http/route.ts'
import { documentById, documentsOn } from './documents.queries.ts'
import { documentSubject, documentUpload, mostDocumentBytes } from './documents.schema.ts'
import { assertMayReadDocuments, attachDocument } from './documents.service.ts'

const tags = ['documents']

export const documentRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/documents',
      allow('documents.attach', {
        summary: 'Attach a photo or PDF; the request’s body is the file itself',
        tags,
      }),
      validate('query', documentUpload),
      async (c) => {
        const { subjectKind, subjectId, name } = c.req.valid('query')
        if (Number(c.req.header('content-length') ?? 0) > mostDocumentBytes)
          throw new DomainError('too_large')
        const bytes = c.req.raw.body ?? new ReadableStream({ start: (controller) => controller.close() })
        const document = await attachDocument(deps, actorOf(c), { subjectKind, subjectId, name, bytes })
        return c.json(document, 201)
      },
    )
    .get(
      '/documents',
      allow('documents.read', { summary: 'The documents of a subject', tags }),
      validate('query', documentSubject),
      async (c) => {
        const { subjectKind, subjectId } = c.req.valid('query')
        await assertMayReadDocuments(deps, actorOf(c), { subjectKind, subjectId })
        return c.json({ documents: await documentsOn(deps.reads, [{ kind: subjectKind, id: subjectId }]) })
      },
    )
    .get(
      '/documents/:id',
      allow('documents.read', { summary: 'A document’s bytes, always for saving', tags }),
      byId,
      async (c) => {
        const document = found(await documentById(deps.reads, c.req.valid('param').id))
        await assertMayReadDocuments(deps, actorOf(c), document)
        const response = serveRanged(c, {
          sizeBytes: document.sizeBytes,
          etag: document.sha256,
          mediaType: document.mediaType,
          fileName: document.name,
          read: (start, end) => deps.blobs.read(document.sha256, start, end),
        })
        // A PDF may carry script: even opened in place it runs nothing and reaches nothing of ours.
        response.headers.set('content-security-policy', `default-src 'none'; sandbox`)
        return response
      },
    )
