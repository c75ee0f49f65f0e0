import { statfs } from 'node:fs/promises'
import { type Context, counted, type Found, item, sayToday } from './context.ts'
import type { Item } from './today.schema.ts'

const SCARCE_SHARE = 0.15
const NAMED_PEOPLE = 5

/** What keeps the machine and its people from working. */
export async function forAdmin(context: Context): Promise<Found> {
  return {
    items: [
      ...(await failedJobs(context)),
      ...(await scarceDisk(context)),
      ...(await withoutSignIn(context)),
    ],
    holding: [],
  }
}

async function failedJobs(context: Context): Promise<Item[]> {
  const rows = await context.db
    .selectFrom('job')
    .select(['id', 'title', 'error_message', 'finished_at'])
    .where('state', '=', 'dead')
    .orderBy('finished_at', 'desc')
    .limit(20)
    .execute()
  return rows.map((row) =>
    item(context, {
      key: `job ${row.id}`,
      kind: 'failedJob',
      title: sayToday(context, 'failedJob', { title: row.title }),
      detail: row.error_message?.split('\n')[0] ?? '',
      since: row.finished_at,
      link: '/cong-viec',
    }),
  )
}

/** Warned of well before uploads are refused. */
async function scarceDisk(context: Context): Promise<Item[]> {
  const { config } = context.deps
  const disk = await statfs(config.dataDir)
  const free = disk.bavail * disk.bsize
  const whole = disk.blocks * disk.bsize
  if (free > config.diskReserveBytes * 2 && free > whole * SCARCE_SHARE) return []
  return [
    item(context, {
      key: 'disk',
      kind: 'disk',
      title: sayToday(context, 'disk', {
        free: Math.floor(free / 1e9),
        percent: Math.floor((free / whole) * 100),
      }),
      detail: sayToday(context, 'disk_detail'),
      link: '/cong-viec',
    }),
  ]
}

/** People who have no password yet: nobody made them a slip, or they never used it. */
async function withoutSignIn(context: Context): Promise<Item[]> {
  const rows = await context.db
    .selectFrom('person')
    .select(['name', 'created_at'])
    .where('active', '=', 1)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('auth_account')
            .select('auth_account.id')
            .whereRef('auth_account.userId', '=', 'person.id')
            .where('auth_account.password', 'is not', null),
        ),
      ),
    )
    .orderBy('created_at')
    .execute()
  const [first] = rows
  if (!first) return []
  const names = rows.slice(0, NAMED_PEOPLE).map((row) => row.name)
  const more = rows.length > names.length ? `, ${counted(context, 'more', rows.length - names.length)}` : ''
  return [
    item(context, {
      key: 'noSignIn',
      kind: 'noSignIn',
      title: counted(context, 'noSignIn', rows.length),
      detail: `${names.join(', ')}${more}`,
      since: first.created_at,
      link: '/nguoi-dung',
    }),
  ]
}
