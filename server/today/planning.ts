import { instantAt } from '../calendar/days.rules.ts'
import { withdrawals } from '../packages/withdrawals.service.ts'
import { publishedState } from '../playlists/overview.service.ts'
import { type Context, item, sayToday } from './context.ts'
import type { Item } from './today.schema.ts'

const MOST_OF_A_KIND = 20

/** Playlists still to be played whose places would now hear something else than what is published. */
export async function playlistsToPublish(context: Context): Promise<Item[]> {
  const rows = await context.db
    .selectFrom('playlist')
    .select(['id', 'title', 'valid_from', 'updated_at'])
    .where('withdrawn_at', 'is', null)
    .where('valid_to', '>', context.today)
    .orderBy('valid_from')
    .limit(MOST_OF_A_KIND)
    .execute()
  const items: Item[] = []
  for (const row of rows) {
    const publication = await publishedState(context.db, row.id)
    if (publication?.current) continue
    items.push(
      item(context, {
        key: `playlist ${row.id}`,
        kind: 'playlist',
        title: sayToday(context, publication ? 'playlist' : 'playlist_new', { title: row.title }),
        detail: sayToday(context, 'playlist_detail', { fromDay: row.valid_from }),
        since: row.updated_at,
        dueAt: instantAt(row.valid_from, '00:00'),
        link: `/danh-sach-phat/${row.id}`,
      }),
    )
  }
  return items
}

export async function packagesFailed(context: Context): Promise<Item[]> {
  const rows = await context.db
    .selectFrom('package')
    .innerJoin('playlist', 'playlist.id', 'package.playlist_id')
    .select([
      'package.id',
      'package.target_name',
      'package.created_at',
      'package.valid_from',
      'playlist.title',
    ])
    .where('package.state', '=', 'failed')
    .where('package.valid_to', '>', context.today)
    .orderBy('package.created_at')
    .limit(MOST_OF_A_KIND)
    .execute()
  return rows.map((row) =>
    item(context, {
      key: `package ${row.id}`,
      kind: 'failedPackage',
      title: sayToday(context, 'failedPackage', { name: row.target_name }),
      detail: row.title,
      since: row.created_at,
      dueAt: instantAt(row.valid_from, '00:00'),
      link: '/goi',
    }),
  )
}

/** Packages that were withdrawn and may still be played somewhere: not everybody who holds one has been called. */
export async function callsToMake(context: Context): Promise<Item[]> {
  const open = (await withdrawals(context.db)).filter(({ callsLeft }) => callsLeft > 0)
  return open.slice(0, MOST_OF_A_KIND).map((one) =>
    item(context, {
      key: `withdrawal ${one.id}`,
      kind: 'withdrawal',
      title: sayToday(context, 'withdrawal', { count: one.callsLeft }),
      detail: one.reason,
      since: one.madeAt,
      link: `/goi/thu-hoi/${one.id}`,
    }),
  )
}

/** Station files that failed here, or that the station refused and nothing newer replaced. */
export async function deliveriesToSee(context: Context): Promise<Item[]> {
  const rows = await context.db
    .selectFrom('delivery')
    .innerJoin('version', 'version.id', 'delivery.version_id')
    .innerJoin('work', 'work.id', 'version.work_id')
    .select([
      'delivery.id',
      'delivery.state',
      'delivery.answer',
      'delivery.updated_at',
      'work.short_name',
      'work.id as work_id',
    ])
    .where('delivery.state', 'in', ['failed', 'refused'])
    .where('version.state', '!=', 'withdrawn')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('delivery as newer')
            .innerJoin('version as of', 'of.id', 'newer.version_id')
            .select('newer.id')
            .whereRef('of.work_id', '=', 'version.work_id')
            .whereRef('newer.id', '>', 'delivery.id'),
        ),
      ),
    )
    .limit(MOST_OF_A_KIND)
    .execute()
  return rows.map((row) =>
    item(context, {
      key: `delivery ${row.id}`,
      kind: row.state === 'failed' ? 'failedDelivery' : 'refusedDelivery',
      title: sayToday(context, row.state === 'failed' ? 'failedDelivery' : 'refusedDelivery', {
        title: row.short_name,
      }),
      detail: row.answer ?? '',
      since: row.updated_at,
      link: `/tu-lieu/${row.work_id}`,
    }),
  )
}

/** Programmes approved for television that no slot and no published day has ever held. */
export async function worksUnused(context: Context): Promise<Item[]> {
  const rows = await context.db
    .selectFrom('work')
    .innerJoin('version', 'version.work_id', 'work.id')
    .select(['work.id', 'work.short_name', (eb) => eb.fn.max('version.updated_at').as('since')])
    .where('work.kind', 'in', ['programme', 'bulletin'])
    .where('work.withdrawn_at', 'is', null)
    .where('version.state', '!=', 'withdrawn')
    .where('version.approved_uses', 'like', '%"tv"%')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('slot').select('slot.id').whereRef('slot.work_id', '=', 'work.id'))),
    )
    .groupBy(['work.id', 'work.short_name'])
    .orderBy('since')
    .limit(MOST_OF_A_KIND)
    .execute()
  return rows.map((row) =>
    item(context, {
      key: `unscheduled ${row.id}`,
      kind: 'unscheduled',
      title: sayToday(context, 'unscheduled', { title: row.short_name }),
      detail: sayToday(context, 'unscheduled_detail'),
      since: row.since,
      link: '/lich',
    }),
  )
}
