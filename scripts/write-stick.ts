// Writes a package to a loudspeaker's stick and reads it back: ./scripts/write-stick [ID STICK] [--form parts|clips] [--tags ascii-v23|no-tags|utf16-v23] [--language first|CODE] [--yes] [--as LOGIN] [--data DIR]
// Without ID and STICK it lists the packages that may leave. Works beside a running server. A cut writing goes on where it stopped.
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { inTransaction } from '../server/db/open.ts'
import type { Deps } from '../server/deps.ts'
import { DomainError } from '../server/errors.ts'
import type { Actor } from '../server/http/permissions.rules.ts'
import { addDelivered } from '../server/packages/downloads.queries.ts'
import { packagesFor } from '../server/packages/packages.service.ts'
import { lookAtStick } from '../server/packages/sticks/on-stick.ts'
import type { OnStick } from '../server/packages/sticks/stick-folder.rules.ts'
import { stickWish } from '../server/packages/sticks/sticks.schema.ts'
import { type Stick, stickOf } from '../server/packages/sticks/sticks.service.ts'
import { type WrittenStick, writeStick } from '../server/packages/sticks/write-stick.ts'
import { diskTrouble } from '../server/storage/disk-trouble.ts'
import { driveAt } from '../server/storage/drives.ts'
import { say } from '../server/words/words.ts'
import { diskAt, fail, gigabytes, language, onData, progressLine, scheduler } from './disk-script.ts'

const tell = (key: string, values: Record<string, unknown> = {}) =>
  say(language, `sticks.script.${key}`, values)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    form: { type: 'string' },
    tags: { type: 'string' },
    language: { type: 'string' },
    yes: { type: 'boolean', default: false },
    as: { type: 'string' },
    data: { type: 'string' },
  },
})
const [id, given] = positionals
const wish = stickWish.safeParse({ form: values.form, tags: values.tags, language: values.language })
if (!wish.success || (id && !given))
  fail(
    './scripts/write-stick [ID STICK] [--form parts|clips] [--tags ascii-v23|no-tags|utf16-v23] [--language first|CODE] [--yes] [--as LOGIN] [--data DIR]',
  )

await onData(values.data, async (deps) => {
  const actor: Actor = {
    ...(await scheduler(deps, values.as)),
    name: '',
    role: 'scheduler',
    unitId: '',
    languages: [],
    teamIds: [],
  }
  if (id && given) await write(deps, actor, id, await diskAt(given))
  else await list(deps, actor)
})

async function list(deps: Deps, actor: Actor): Promise<void> {
  for (const { id: one, target, title, sequence, content } of await packagesFor(deps, actor))
    if (content)
      console.log(`${one}  ${target.name}, ${title} (${sequence})  ${gigabytes(content.sizeBytes)}`)
}

async function write(deps: Deps, actor: Actor, packageId: string, path: string): Promise<void> {
  const chosen = wish.data ?? stickWish.parse({})
  const stick = await stickOf(deps, actor, packageId, chosen)
  const { otherSounds } = await lookAtStick(path, [])
  if (otherSounds.length > 0) nameOthers(otherSounds)
  if (!(await driveAt(path)).fat) console.log(tell('not_fat'))
  try {
    const written = await writeStick(deps, stick, {
      path,
      mayReplace,
      mayBeNamed: () => stickOf(deps, actor, packageId, chosen),
      signal: stoppable(),
      progress: progressLine(2 * stick.sizeBytes),
    })
    await note(deps, actor, stick)
    sayDone(path, stick, written)
  } catch (error) {
    throw diskTrouble(error, deps.config.dataDir)
  }
}

/** Ctrl+C and an ending system stop between two pieces: the stick then says that it is not whole. */
function stoppable(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => stop.abort(new DomainError('stick_stopped')))
  return stop.signal
}

/** So that a withdrawal knows who holds it. */
async function note(deps: Deps, actor: Actor, { of, sizeBytes }: Stick): Promise<void> {
  await inTransaction(deps.db, (trx) =>
    addDelivered(trx, {
      packageId: of.id,
      by: { personId: actor.id },
      bytes: sizeBytes,
      sizeBytes,
      toTheEnd: true,
      at: deps.clock.now(),
    }),
  )
}

function sayDone(path: string, { files, list }: Stick, { readFrom, orderSeen }: WrittenStick): void {
  console.log(`\n${tell('done', { path, count: files.length, code: list.checkCode })}`)
  const read = tell(readFrom === 'disk' ? 'from_disk' : 'from_memory')
  const order = tell(orderSeen ? 'order_seen' : 'order_unknown')
  console.log(`${read} ${order}\n${tell('eject')}`)
}

function nameOthers(paths: readonly string[]): void {
  console.log(tell('others', { count: paths.length }))
  for (const path of paths.slice(0, 20)) console.log(`  ${path}`)
  if (paths.length > 20) console.log(tell('others_more', { count: paths.length - 20 }))
}

async function mayReplace({ ours }: OnStick): Promise<boolean> {
  if (!ours) return true
  const { title, target, number, folders } = ours.list
  const names = folders.map((folder) => folder.name).join(', ')
  console.log(tell('replaces', { title, target, number, folders: names }))
  if (values.yes) return true
  if (!process.stdin.isTTY) return false
  const asking = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await asking.question(tell('ask'))
  asking.close()
  return /^(c|co|có|y|yes)$/i.test(answer.trim().normalize('NFC'))
}
