import { type Migration, Migrator } from 'kysely/migration'
import * as first from './migrations/0001-first.ts'
import * as media from './migrations/0002-media.ts'
import * as schedule from './migrations/0003-schedule.ts'
import * as field from './migrations/0004-field.ts'
import type { Db } from './open.ts'

/** In order, by name; a released migration is never edited. */
const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-media': media,
  '0003-schedule': schedule,
  '0004-field': field,
}

export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
