import type { Trx } from '../db/open.ts'
import type { NewRow } from '../db/tables.ts'
import { DomainError, found } from '../errors.ts'
import { approvedFor } from '../library/library.rules.ts'
import { versionsOf } from '../library/versions.service.ts'
import { BILLED_WITHIN_MS, billable } from './billed.rules.ts'
import type { Channel } from './channels.queries.ts'
import { versionToAir } from './plan.rules.ts'
import { besidePlanned, endOf, instantOf, timeOfDay } from './schedule.rules.ts'
import type { NewSlot } from './schedule.schema.ts'
import { slotById } from './slots.queries.ts'

const refuse = (path: string, problem: string) =>
  new DomainError('invalid', { problems: [{ path, problem }] })

const nothingNamed = { workId: null, versionId: null, durationMs: undefined }

type SlotValues = Omit<NewRow<'slot'>, 'id' | 'revision'>

/** The columns of a slot as a person describes it: what belongs together is checked, what was left out is filled in. */
export async function slotValues(
  trx: Trx,
  channel: Channel,
  input: Omit<NewSlot, 'repeatIds'>,
  edited: { by: string; at: string },
): Promise<SlotValues> {
  const named = input.kind === 'work' ? await namedWork(trx, input) : nothingNamed
  if (input.kind !== 'work' && input.title === '') throw refuse('title', 'needed where no work is named')
  const durationMs = input.durationMs ?? named.durationMs
  if (durationMs === undefined) throw refuse('durationMs', 'needed where no recording tells it')
  const firstSlotId = input.firstSlotId === null ? null : await firstRun(trx, channel, input)
  const startsAt = instantOf(input.day, input.start, channel.dayStartsMin)
  return {
    channel_id: channel.id,
    day: input.day,
    starts_at: startsAt,
    ends_at: endOf(startsAt, durationMs),
    duration_ms: durationMs,
    kind: input.kind,
    work_id: named.workId,
    version_id: named.versionId,
    title: input.title,
    language: input.language,
    run: firstSlotId === null ? input.run : 'repeat',
    first_slot_id: firstSlotId,
    note: input.note,
    start_mode: input.startMode,
    billed_at: input.billed === null ? null : billedAt(channel, input, startsAt),
    gap_policy: input.gapPolicy,
    station_answer: input.stationAnswer,
    station_note: input.stationNote,
    template_row_id: input.templateRowId,
    edited_by: edited.by,
    edited_at: edited.at,
  }
}

function billedAt(
  { dayStartsMin }: Channel,
  { day, billed }: Pick<NewSlot, 'day' | 'billed'>,
  startsAt: string,
): string {
  const announced = besidePlanned(instantOf(day, billed ?? 0, dayStartsMin), startsAt)
  if (!billable(announced, startsAt))
    throw new DomainError('billed_too_far', {
      billed: timeOfDay(announced),
      start: timeOfDay(startsAt),
      minutes: BILLED_WITHIN_MS / 60_000,
    })
  return announced
}

async function namedWork(trx: Trx, input: Pick<NewSlot, 'workId' | 'versionId' | 'language'>) {
  if (input.workId === null) throw refuse('workId', 'needed in a slot of kind work')
  const work = found(
    await trx.selectFrom('work').select('withdrawn_at').where('id', '=', input.workId).executeTakeFirst(),
  )
  if (work.withdrawn_at !== null) throw new DomainError('withdrawn')
  const versions = await versionsOf(trx, [input.workId])
  if (input.versionId !== null && !versions.some((version) => version.id === input.versionId))
    throw refuse('versionId', 'not a version of this work')
  const approved = versions.filter((version) => approvedFor(version, 'tv'))
  // A place kept for what is still being reviewed takes the length of the newest recording.
  const measured = versionToAir(approved, input) ?? versionToAir(versions, input) ?? versions.at(-1)
  return {
    workId: input.workId,
    versionId: input.versionId,
    durationMs: measured && measured.durationMs > 0 ? measured.durationMs : undefined,
  }
}

/** A repeat of a repeat belongs to the same first run, and nothing to itself. One being put back may have lost its first run meanwhile. */
async function firstRun(trx: Trx, channel: Channel, input: Pick<NewSlot, 'id' | 'firstSlotId'>) {
  const first = await slotById(trx, input.firstSlotId ?? '')
  if (!first && input.id !== undefined) return null
  if (found(first).channelId !== channel.id) throw refuse('firstSlotId', 'on another channel')
  const run = found(first).firstSlotId ?? found(first).id
  if (run === input.id) throw refuse('firstSlotId', 'a repeat of itself')
  return run
}
