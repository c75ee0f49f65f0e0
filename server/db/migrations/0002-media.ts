import { type Kysely, sql } from 'kysely'

const changes: readonly string[] = ["alter table version add column fixes text not null default '{}'"]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of changes) await sql.raw(change).execute(db)
}
