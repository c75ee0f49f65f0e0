import { addDays } from '../calendar/days.rules.ts'
import { dayBody } from '../schedule/schedule.schema.ts'
import { type Context, counted, type Found, item, sayToday } from './context.ts'
import type { Item } from './today.schema.ts'

const LOOK_BACK_DAYS = 7

/** What was published in the last week: plans of days that left together, and playlists. */
export async function forOfficial(context: Context): Promise<Found> {
  const rows = await context.db
    .selectFrom('publication')
    .innerJoin('person', 'person.id', 'publication.published_by')
    .leftJoin('playlist', 'playlist.id', 'publication.subject_id')
    .select([
      'publication.id',
      'publication.kind',
      'publication.subject_id',
      'publication.number',
      'publication.body',
      'publication.published_at',
      'person.name',
      'playlist.title',
    ])
    .where('published_at', '>=', addDays(context.today, -LOOK_BACK_DAYS))
    .orderBy('publication.id', 'desc')
    .limit(100)
    .execute()
  const days = Map.groupBy(
    rows.filter((row) => row.kind === 'day'),
    (row) => row.published_at,
  )
  const plans = [...days.values()].map((together): Item => {
    const named = together.map((row) => dayBody.parse(JSON.parse(row.body)).day).sort()
    const [first] = together
    return item(context, {
      key: `days ${first?.id}`,
      kind: 'published',
      title: sayToday(context, named.length > 1 ? 'publishedDays' : 'publishedDay', {
        fromDay: named[0] ?? '',
        toDay: named.at(-1) ?? '',
      }),
      detail: `${sayToday(context, 'published_by', { by: first?.name ?? '' })} ${counted(context, 'days', named.length)}`,
      since: first?.published_at ?? null,
      link: `/lich?tuan=${named[0]}`,
    })
  })
  const lists = rows
    .filter((row) => row.kind === 'playlist')
    .map((row) =>
      item(context, {
        key: `publication ${row.id}`,
        kind: 'published',
        title: sayToday(context, 'publishedPlaylist', { title: row.title ?? '', number: row.number }),
        detail: sayToday(context, 'published_by', { by: row.name }),
        since: row.published_at,
        link: `/danh-sach-phat/${row.subject_id}`,
      }),
    )
  return { items: [...plans, ...lists], holding: [] }
}
