import { hasWords, say } from '../words/words.ts'
import { type Context, counted, type Found, item, sayToday } from './context.ts'
import { type InReview, unfinishedVersions } from './reviewing.queries.ts'
import type { Item } from './today.schema.ts'

/** What the unit must do about its own recordings, and what others hold of them. */
export async function forProducer(context: Context): Promise<Found> {
  const versions = await unfinishedVersions(context.db, { now: context.now, unitId: context.actor.unitId })
  return {
    items: [
      ...versions
        .filter((version) => version.state !== 'submitted')
        .flatMap((version) => mine(context, version)),
      ...(await unfinishedUploads(context)),
    ],
    holding: versions
      .filter((version) => version.state === 'submitted')
      .map((version) => withApprovers(context, version)),
  }
}

function mine(context: Context, version: InReview): Item[] {
  const { versionId, workId, title, number, decision, refusal } = version
  const base = { key: `version ${versionId}`, dueAt: version.airsAt }
  const work = `/tu-lieu/${workId}`
  if (version.sourceState === 'refused') {
    const key = `errors.${refusal ?? ''}`
    const detail = say(context.language, hasWords(key) ? key : 'errors.unreadable')
    const saying = { title, number, detail }
    return [
      item(context, {
        ...base,
        kind: 'refusedFile',
        title: sayToday(context, 'refusedFile', saying),
        detail,
        since: version.createdAt,
        link: work,
        zaloText: sayToday(context, 'refusedFile_zalo', saying),
      }),
    ]
  }
  if ((version.state === 'changes' || version.state === 'rejected') && decision) {
    const remarks = version.unresolved > 0 ? ` ${counted(context, 'unresolved', version.unresolved)}` : ''
    const saying = { title, number, by: decision.by, reason: decision.reason }
    return [
      item(context, {
        ...base,
        kind: version.state,
        title: sayToday(context, version.state, saying),
        detail: `${sayToday(context, 'decision', saying)}${remarks}`,
        since: decision.at,
        link: `/duyet/${versionId}`,
        zaloText: sayToday(context, `${version.state}_zalo`, saying),
      }),
    ]
  }
  if (version.state !== 'draft' || version.sourceState !== 'ready') return []
  return [
    item(context, {
      ...base,
      kind: 'unsubmitted',
      title: sayToday(context, 'unsubmitted', { title, number }),
      detail: sayToday(context, 'unsubmitted_detail'),
      since: version.createdAt,
      link: work,
    }),
  ]
}

function withApprovers(context: Context, version: InReview): Item {
  const { title, number, submittedAt } = version
  const saying = { title, number, submittedAt, airsAt: version.airsAt ?? '' }
  return item(context, {
    key: `version ${version.versionId}`,
    kind: 'review',
    title: sayToday(context, 'atApprovers', saying),
    detail: sayToday(context, version.airsAt ? 'airs' : 'notScheduled', saying),
    since: submittedAt,
    dueAt: version.airsAt,
    link: `/duyet/${version.versionId}`,
    holder: sayToday(context, 'holder_approver'),
    zaloText: sayToday(context, 'review_zalo', saying),
  })
}

async function unfinishedUploads(context: Context): Promise<Item[]> {
  const rows = await context.db
    .selectFrom('upload')
    .select(['id', 'file_name', 'state', 'size_bytes', 'offset_bytes', 'deadline_at', 'last_activity_at'])
    .where('unit_id', '=', context.actor.unitId)
    .where('state', 'in', ['waiting', 'active', 'paused', 'failed'])
    .orderBy('urgent', 'desc')
    .orderBy('position')
    .execute()
  return rows.map((row) => {
    const percent = row.size_bytes > 0 ? Math.floor((row.offset_bytes / row.size_bytes) * 100) : 0
    return item(context, {
      key: `upload ${row.id}`,
      kind: 'upload',
      title: sayToday(context, 'upload', { name: row.file_name }),
      detail: sayToday(context, row.state === 'failed' ? 'upload_failed' : 'upload_detail', { percent }),
      since: row.last_activity_at,
      dueAt: row.deadline_at,
      link: '/tai-len',
    })
  })
}
