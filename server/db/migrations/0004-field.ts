import { type Kysely, sql } from 'kysely'

const changes: readonly string[] = []

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of changes) await sql.raw(change).execute(db)
}
