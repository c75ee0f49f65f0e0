import { addDays } from '../../calendar/days.rules.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { found } from '../../errors.ts'
import { channelById } from '../channels.queries.ts'
import { daysInForce } from '../publishing/published-days.ts'
import { DAY_MS, endOf, instantOf } from '../schedule.rules.ts'
import type { PlannedSlot } from '../schedule.schema.ts'

/** A row of ffplayout's playlist: where to begin and end in the file, and the file's length; seconds. */
interface Clip {
  in: number
  out: number
  duration: number
  source: string
  title?: string
  category?: string
}

/** Where the playing machine keeps its files. */
interface Files {
  folder: string
  /** Played wherever nothing of ours is: gaps, relays, live programmes, places only kept. */
  filler: string
}

const seconds = (ms: number) => Math.round(ms) / 1000

/**
 * A published day as ffplayout's playlist. The format knows no start times: the clips lie end to end over the whole
 * broadcast day, gaps are filler, and what runs over the day's edge is cut there and goes on in the next file.
 */
export async function ffplayoutDay(db: DbOrTrx, channelId: string, day: string, files: Files) {
  const channel = found(await channelById(db, channelId))
  const inForce = await daysInForce(db, channelId, [addDays(day, -1), day])
  found(inForce.get(day))
  const slots = [...inForce.values()].flatMap((published) => published.body.slots)
  const startsAt = instantOf(day, channel.dayStartsMin * 60, channel.dayStartsMin)
  const names = await fileNames(db, slots)
  return {
    channel: channel.name,
    date: day,
    program: clipsOf(slots, { startsAt, endsAt: endOf(startsAt, DAY_MS) }, names, files),
  }
}

async function fileNames(db: DbOrTrx, slots: readonly PlannedSlot[]): Promise<Map<string, string>> {
  const sources = [...new Set(slots.flatMap((slot) => slot.version?.sourceSha256 ?? []))]
  if (sources.length === 0) return new Map()
  const rows = await db
    .selectFrom('source')
    .select(['sha256', 'file_name'])
    .where('sha256', 'in', sources)
    .execute()
  const extension = (name: string) => name.match(/\.[A-Za-z0-9]{1,8}$/)?.[0].toLowerCase() ?? ''
  return new Map(rows.map((row) => [row.sha256, `${row.sha256}${extension(row.file_name)}`]))
}

/** The clips of a stretch of time, which they fill to the millisecond. */
export function clipsOf(
  slots: readonly PlannedSlot[],
  edge: { startsAt: string; endsAt: string },
  names: ReadonlyMap<string, string>,
  { folder, filler }: Files,
): Clip[] {
  const clips: Clip[] = []
  const end = Date.parse(edge.endsAt)
  let at = Date.parse(edge.startsAt)
  const fill = (until: number, title?: string) => {
    if (until > at) {
      const length = seconds(until - at)
      clips.push({ in: 0, out: length, duration: length, source: filler, ...(title ? { title } : {}) })
    }
    at = Math.max(at, until)
  }
  for (const slot of [...slots].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))) {
    const startsAt = Date.parse(slot.startsAt)
    const endsAt = Math.min(Date.parse(slot.endsAt), end)
    if (endsAt <= at || startsAt >= end) continue
    fill(startsAt)
    const { version } = slot
    const name = version && names.get(version.sourceSha256)
    if (version && name) {
      const inMs = version.inMs ?? 0
      const offset = inMs + Math.max(0, at - startsAt)
      const outMs = Math.min(inMs + version.durationMs, inMs + endsAt - startsAt)
      if (outMs > offset) {
        clips.push({
          in: seconds(offset),
          out: seconds(outMs),
          duration: seconds(inMs + version.durationMs),
          source: `${folder}/${name}`,
          title: slot.title,
          category: slot.run === 'repeat' ? 'repeat' : 'first',
        })
        at += outMs - offset
      }
    }
    // The rest of the slot: a recording that is shorter, or none at all.
    fill(endsAt, slot.title)
  }
  fill(end)
  return clips
}
