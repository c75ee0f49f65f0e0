import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteDialect,
  SqliteDriver,
  type Transaction,
} from 'kysely'
import type { Database } from './tables.ts'

export type Db = Kysely<Database>
export type Trx = Transaction<Database>
/** What a query takes: the database for a plain read, or the transaction it belongs to. */
export type DbOrTrx = Db | Trx

// A deferred transaction that reads and then writes fails at once with SQLITE_BUSY_SNAPSHOT
// when the other process wrote in between; an immediate one waits for its turn.
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #file: BetterSqlite.Database
  constructor(file: BetterSqlite.Database) {
    super({ database: file })
    this.#file = file
  }
  override createDriver(): ImmediateDriver {
    return new ImmediateDriver({ database: this.#file })
  }
}

const PRAGMAS = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 250,
  trusted_schema: 0,
} as const
const OLDEST_SQLITE = [3, 51, 3]

/** Opens the file and asserts every pragma that data safety rests on: WAL with FULL sync survives a power cut. */
function openFile(path: string, readonly: boolean): BetterSqlite.Database {
  const file = new BetterSqlite(path, { readonly, fileMustExist: readonly })
  for (const [name, wanted] of Object.entries(PRAGMAS)) {
    if (!(readonly && name === 'journal_mode')) file.pragma(`${name} = ${wanted}`)
    const found = file.pragma(name, { simple: true })
    if (found !== wanted) throw new Error(`SQLite pragma ${name} is ${String(found)}, wanted ${wanted}`)
  }
  assertSqliteVersion(String(file.prepare('select sqlite_version()').pluck().get()))
  return file
}

function assertSqliteVersion(version: string): void {
  const found = version.split('.').map(Number)
  const difference = OLDEST_SQLITE.map((part, i) => (found[i] ?? 0) - part).find((d) => d !== 0) ?? 0
  if (difference < 0) throw new Error(`SQLite ${version} is older than ${OLDEST_SQLITE.join('.')}`)
}

/** The one connection of this process that writes. */
export function openWriter(path: string): Db {
  return new Kysely<Database>({ dialect: new ImmediateDialect(openFile(path, false)) })
}

/** A second connection for plain reads, so that none of them waits behind a transaction. */
export function openReader(path: string): Db {
  return new Kysely<Database>({ dialect: new SqliteDialect({ database: openFile(path, true) }) })
}

/** Runs at start: a damaged file is found before anybody writes to it. */
export async function assertSound(db: Db): Promise<void> {
  const { rows } = await db.executeQuery<{ quick_check: string }>(CompiledQuery.raw('pragma quick_check(1)'))
  if (rows[0]?.quick_check !== 'ok') throw new Error(`The database file is damaged: ${rows[0]?.quick_check}`)
}

const TRIES = 40

/**
 * One write transaction, holding only queries. A busy file is tried again with jitter,
 * since a long busy wait inside SQLite would stop this process's event loop.
 */
export async function inTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (!isBusy(error) || attempt === TRIES) throw error
      await sleep(5 + Math.random() * 40)
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}
