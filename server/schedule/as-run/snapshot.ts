import { newId } from '../../db/ids.ts'
import type { NewRow } from '../../db/tables.ts'
import type { PublishedDay } from '../publishing/published-days.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import type { AiredSource, AiredStatus } from './as-run.schema.ts'

interface Aired {
  status: AiredStatus
  startsAt: string | null
  durationMs: number | null
  /** What aired, where that is not what was planned. */
  title?: string | undefined
  airedWorkId?: string | null
  reason?: string
}

export interface Written {
  source: AiredSource
  by: string
  at: string
  logId?: string | null
  supersedes?: string | null
}

/** The row of a planned slot, with everything of the plan that it must outlive. */
export function rowOfSlot(
  published: PublishedDay,
  slot: PlannedSlot,
  aired: Aired,
  written: Written,
): NewRow<'as_run'> {
  const onAir = aired.status === 'MISSED' || aired.status === 'SUBSTITUTED' ? null : slot.workId
  return {
    ...writing(written),
    channel_id: published.body.channelId,
    day: published.body.day,
    sequence: published.body.slots.indexOf(slot) + 1,
    publication_id: published.id,
    publication_number: published.number,
    slot_id: slot.slotId,
    title: aired.title || slot.title,
    planned_title: slot.title,
    work_id: slot.workId,
    aired_work_id: aired.airedWorkId ?? onAir,
    language: slot.language,
    run: slot.run,
    planned_starts_at: slot.startsAt,
    planned_duration_ms: slot.durationMs,
    starts_at: aired.startsAt,
    duration_ms: aired.durationMs,
    status: aired.status,
    reason: aired.reason ?? '',
    // Of what was planned: of what aired instead nobody here knows the file.
    file_sha256: onAir === null ? null : (slot.version?.sourceSha256 ?? null),
  }
}

/** The row of what aired beside the plan. */
export function rowBeside(
  at: { channelId: string; day: string; sequence: number; published: PublishedDay | undefined },
  aired: Aired & { title: string },
  written: Written,
): NewRow<'as_run'> {
  return {
    ...writing(written),
    channel_id: at.channelId,
    day: at.day,
    sequence: at.sequence,
    publication_id: at.published?.id ?? null,
    publication_number: at.published?.number ?? null,
    slot_id: null,
    title: aired.title,
    planned_title: null,
    work_id: null,
    aired_work_id: aired.airedWorkId ?? null,
    language: null,
    run: null,
    planned_starts_at: null,
    planned_duration_ms: null,
    starts_at: aired.startsAt,
    duration_ms: aired.durationMs,
    status: aired.status,
    reason: aired.reason ?? '',
    file_sha256: null,
  }
}

const writing = ({ source, by, at, logId, supersedes }: Written) => ({
  id: newId(),
  source,
  log_id: logId ?? null,
  supersedes: supersedes ?? null,
  recorded_by: by,
  recorded_at: at,
})
