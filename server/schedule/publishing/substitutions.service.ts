import { daysFrom } from '../../calendar/days.rules.ts'
import { change, type Recorder } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { NewRow } from '../../db/tables.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { channelById } from '../channels.queries.ts'
import { draftOf, planned } from '../draft.ts'
import { endOf } from '../schedule.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'
import { deleteSlots, insertSlots, linkRepeats, repeatsOf, slotsById } from '../slots.queries.ts'
import { amendDays } from './amending.ts'
import { type Proposal, proposer } from './proposals.ts'
import { daysInForce } from './published-days.ts'
import type { InsteadRow, SubstitutionInput, SubstitutionRule } from './publishing.schema.ts'
import { type WhyItGoes, whyItGoes } from './substitution.rules.ts'
import { type SubstitutedRow, type Substitution, substitutionById } from './substitutions.queries.ts'

interface Going extends Proposal {
  day: string
  slot: PlannedSlot
  why: WhyItGoes
}

/** Which rows of the published days would go by a rule, and what is proposed for each. Nothing is changed. */
export async function previewSubstitution(
  db: DbOrTrx,
  now: string,
  channelId: string,
  rule: SubstitutionRule,
): Promise<{ rows: Going[]; seen: { day: string; number: number }[]; unpublished: string[] }> {
  const channel = found(await channelById(db, channelId))
  const days = daysFrom(rule.from, rule.to)
  if (days.length > 31) throw new DomainError('invalid', { problems: [{ path: 'rule.to' }] })
  const inForce = await daysInForce(db, channelId, days)
  const all = days.flatMap((day) => inForce.get(day)?.body.slots.map((slot) => ({ day, slot })) ?? [])
  const kinds = await kindsOf(
    db,
    all.flatMap(({ slot }) => slot.workId ?? []),
  )
  const going = all.flatMap(({ day, slot }) => {
    const why = slot.startsAt > now ? whyItGoes(slot, kinds.get(slot.workId ?? ''), rule) : undefined
    return why ? [{ day, slot, why }] : []
  })
  const gone = new Set(going.map(({ slot }) => slot.slotId))
  const staying = all.map(({ slot }) => slot).filter((slot) => !gone.has(slot.slotId))
  const propose = await proposer(db, rule, { channel, staying, now })
  return {
    rows: going.map((row) => ({ ...row, ...propose(row.slot) })),
    seen: days.flatMap((day) => {
      const number = inForce.get(day)?.number
      return number === undefined ? [] : [{ day, number }]
    }),
    unpublished: days.filter((day) => !inForce.has(day)),
  }
}

async function kindsOf(db: DbOrTrx, workIds: readonly string[]): Promise<Map<string, string>> {
  if (workIds.length === 0) return new Map()
  const works = await db
    .selectFrom('work')
    .select(['id', 'kind'])
    .where('id', 'in', [...new Set(workIds)])
    .execute()
  return new Map(works.map((work) => [work.id, work.kind]))
}

/** Puts the reviewed rows in the place of those that go and publishes every day in one step; keeps what it takes to return. */
export async function substitute(
  deps: Deps,
  actor: Actor,
  channelId: string,
  input: SubstitutionInput,
): Promise<Substitution> {
  return change(deps, actor, async (trx, record) => {
    const days = [...new Set(input.rows.map((row) => row.day))]
    const inForce = await daysInForce(trx, channelId, days)
    const edited = { by: actor.id, at: deps.clock.now() }
    const rows: SubstitutedRow[] = []
    const came = new Map<string, PlannedSlot[]>()
    for (const { day, slotId, instead } of input.rows) {
      const out = found(inForce.get(day)?.body.slots.find((slot) => slot.slotId === slotId))
      if (out.startsAt <= edited.at) throw new DomainError('already_aired', { title: out.title })
      const laid = await lay(trx, { channelId, day }, instead, edited)
      came.set(day, [...(came.get(day) ?? []), ...laid])
      rows.push({ ...(await takeOut(trx, day, out)), in: laid.map((slot) => slot.slotId) })
    }
    const gone = new Set(rows.map(({ out }) => out.slotId))
    const published = await amendDays(deps, trx, record, {
      channelId,
      by: actor.id,
      seen: input.seen,
      days: new Map(
        days.map((day) => [
          day,
          (slots) => [...slots.filter((slot) => !gone.has(slot.slotId)), ...(came.get(day) ?? [])],
        ]),
      ),
      tell: input.name,
    })
    const id = newId()
    await trx
      .insertInto('substitution')
      .values({
        id,
        channel_id: channelId,
        name: input.name,
        rule: JSON.stringify(input.rule),
        days: JSON.stringify(published),
        rows: JSON.stringify(rows),
        made_by: actor.id,
        made_at: edited.at,
      })
      .execute()
    await record({
      action: 'schedule.substitute',
      subjectKind: 'substitution',
      subjectId: id,
      detail: { name: input.name, days, rows: rows.length },
    })
    return found(await substitutionById(trx, id))
  })
}

type Edited = { by: string; at: string }

/** Lays the rows in the draft and reads from there what will be published: only what is approved may stand in. */
async function lay(
  trx: Trx,
  of: { channelId: string; day: string },
  instead: readonly InsteadRow[],
  edited: Edited,
): Promise<PlannedSlot[]> {
  const rows = instead.map((row) => ({
    id: newId(),
    channel_id: of.channelId,
    day: of.day,
    starts_at: row.startsAt,
    ends_at: endOf(row.startsAt, row.durationMs),
    duration_ms: row.durationMs,
    kind: row.kind,
    work_id: row.kind === 'work' ? row.workId : null,
    version_id: row.kind === 'work' ? row.versionId : null,
    title: row.kind === 'work' ? '' : row.title,
    language: null,
    // A recording that stands in was made for another hour; a relay or a title is no repeat of anything.
    run: row.kind === 'work' ? ('repeat' as const) : ('first' as const),
    edited_by: edited.by,
    edited_at: edited.at,
  }))
  await insertSlots(trx, rows)
  const drafted = await draftOf(
    trx,
    await slotsById(
      trx,
      rows.map((row) => row.id),
    ),
  )
  const unapproved = drafted.find((slot) => slot.kind === 'work' && slot.version === null)
  if (unapproved) throw new DomainError('not_approved', { title: unapproved.title })
  return drafted.map(planned)
}

/** Takes a row out of the draft and keeps it, with the repeats that hang on it. */
async function takeOut(trx: Trx, day: string, out: PlannedSlot): Promise<Omit<SubstitutedRow, 'in'>> {
  const draft = await trx.selectFrom('slot').selectAll().where('id', '=', out.slotId).executeTakeFirst()
  const repeats = await repeatsOf(trx, [out.slotId])
  if (draft) await deleteSlots(trx, [out.slotId])
  return { day, out, draft: draft ?? null, repeatIds: repeats.map((repeat) => repeat.id) }
}

/** Trở lại lịch cũ: what has not aired yet is laid as it was, in the draft and on air, and published in one step. */
export async function returnFrom(deps: Deps, actor: Actor, id: string): Promise<Substitution> {
  return change(deps, actor, async (trx, record) => {
    const { channelId, rows, returnedAt, returnedByName, name } = found(await substitutionById(trx, id))
    if (returnedAt !== null) throw new DomainError('returned_already', { by: returnedByName, at: returnedAt })
    const at = deps.clock.now()
    const ahead = rows.filter(({ out }) => out.startsAt > at)
    await layAgain(trx, ahead, { by: actor.id, at })
    const days = [...new Set(ahead.map((row) => row.day))]
    if (days.length > 0) await publishAgain(deps, trx, record, { channelId, days, ahead, by: actor.id, name })
    await trx
      .updateTable('substitution')
      .set({ returned_by: actor.id, returned_at: at })
      .where('id', '=', id)
      .execute()
    await record({
      action: 'schedule.return',
      subjectKind: 'substitution',
      subjectId: id,
      detail: { days, rows: ahead.length },
    })
    return found(await substitutionById(trx, id))
  })
}

async function publishAgain(
  deps: Deps,
  trx: Trx,
  record: Recorder,
  back: { channelId: string; days: string[]; ahead: SubstitutedRow[]; by: string; name: string },
): Promise<void> {
  const gone = new Set(back.ahead.flatMap((row) => row.in))
  await amendDays(deps, trx, record, {
    channelId: back.channelId,
    by: back.by,
    seen: [],
    days: new Map(
      back.days.map((day) => {
        const again = back.ahead.filter((row) => row.day === day).map(({ out }) => out)
        const ids = new Set(again.map((slot) => slot.slotId))
        return [
          day,
          (slots) => [...slots.filter(({ slotId }) => !gone.has(slotId) && !ids.has(slotId)), ...again],
        ]
      }),
    ),
    tell: back.name,
  })
}

async function layAgain(trx: Trx, rows: readonly SubstitutedRow[], edited: Edited): Promise<void> {
  await deleteSlots(
    trx,
    rows.flatMap((row) => row.in),
  )
  const drafts = rows.flatMap(({ draft }) => draft ?? [])
  const wanted = drafts.flatMap((draft) => [draft.id, draft.first_slot_id ?? ''])
  const known = new Set((await slotsById(trx, wanted)).map((slot) => slot.id))
  const back: NewRow<'slot'>[] = drafts.filter((draft) => !known.has(draft.id))
  const all = new Set([...known, ...back.map((draft) => draft.id)])
  // First runs before their repeats, which refer to them.
  back.sort((a, b) => Number(Boolean(a.first_slot_id)) - Number(Boolean(b.first_slot_id)))
  for (const draft of back) {
    const first = draft.first_slot_id
    await insertSlots(trx, [
      {
        ...draft,
        first_slot_id: first && all.has(first) ? first : null,
        revision: (draft.revision ?? 1) + 1,
        edited_by: edited.by,
        edited_at: edited.at,
      },
    ])
  }
  for (const { out, repeatIds } of rows)
    if (all.has(out.slotId)) await linkRepeats(trx, out.slotId, repeatIds)
}
