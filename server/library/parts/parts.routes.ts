import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { type Language, say } from '../../words/words.ts'
import { partsOf, recordingsOf, type SplitRecording } from './parts.queries.ts'
import { otherWay, splitRecording } from './parts.schema.ts'
import { decideParts, goOtherWay, proposals } from './parts.service.ts'

const tags = ['uploads']
const mostShown = 20

export const partsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/parts',
      allow('uploads.read', {
        summary: 'Uploads that look like one recording, and those said to be one',
        tags,
      }),
      async (c) => {
        const actor = actorOf(c)
        const language = c.get('language')
        const unitId = actor.role === 'admin' ? null : actor.unitId
        const recordings = (await recordingsOf(deps.reads, unitId, mostShown)).filter(
          ({ state }) => state !== 'apart',
        )
        const shown = []
        for (const recording of recordings) shown.push(await tell(deps, language, recording))
        return c.json({ proposals: await proposals(deps.reads, actor), recordings: shown })
      },
    )
    .post(
      '/parts',
      allow('uploads.write', { summary: 'Uploads are one recording, in this order; or they are not', tags }),
      validate('json', splitRecording),
      async (c) => c.json({ id: await decideParts(deps, actorOf(c), c.req.valid('json')) }, 201),
    )
    .post(
      '/parts/:id/way',
      allow('uploads.write', {
        summary: 'After a refusal: conform each part first, or keep them apart',
        tags,
      }),
      byId,
      validate('json', otherWay),
      async (c) => {
        await goOtherWay(deps, actorOf(c), { id: c.req.valid('param').id, ...c.req.valid('json') })
        return c.json({ going: true })
      },
    )

async function tell(deps: Deps, language: Language, recording: SplitRecording) {
  const { id, state, conform, refusal, workId } = recording
  const parts = await partsOf(deps.reads, recording.uploadIds)
  return {
    ...{ id, state, conform, workId },
    files: parts.map((part) => ({ id: part.id, fileName: part.file_name, here: part.state === 'finished' })),
    /** Why they are not joined, and what can be done about it. */
    problem:
      refusal &&
      say(language, `uploads.${refusal.code}`, {
        file: parts[refusal.part ?? 0]?.file_name ?? '',
        what: sayProperties(language, refusal.properties ?? []),
      }),
    mayConform: refusal?.code === 'parts_differ' && !conform,
  }
}

const groups = {
  container: ['container'],
  size: ['picture.size', 'picture.sampleAspect'],
  rate: ['picture.rate', 'picture.timeBase', 'picture.scan'],
  coding: ['picture.codec', 'picture.profile', 'picture.level', 'picture.pixelFormat', 'picture.extradata'],
  colour: ['picture.colour'],
} as const

/** The ways in which parts differ, in a person's words, each once. */
function sayProperties(language: Language, properties: readonly string[]): string {
  const keys = Object.keys(groups) as (keyof typeof groups)[]
  const named = keys.filter((key) => groups[key].some((property) => properties.includes(property)))
  const sound = properties.some((property) => property.startsWith('sound'))
  return [...named, ...(sound ? ['sound'] : [])]
    .map((key) => say(language, `uploads.differ_${key}`))
    .join(', ')
}
