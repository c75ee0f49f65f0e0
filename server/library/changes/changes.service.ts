import { readFile } from 'node:fs/promises'
import { inTransaction, type Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Language } from '../../words/words.ts'
import { jobsByKeys } from '../sources.queries.ts'
import { type Version, versionById, versionsOf } from '../versions.queries.ts'
import { comparisonFile, worksOfSource } from './changes.queries.ts'
import { type ChangesAnswer, type Compared, comparison } from './changes.schema.ts'
import { sayChanges, sayUntold, type Untold } from './changes.words.ts'
import { compareJob, compareKey, forerunnerOf, type Pair, pairOf } from './pair.ts'

const nothing: Compared = {
  changes: [],
  totalMs: 0,
  gainDb: 0,
  levelled: false,
  compared: { picture: false, sound: false },
}

/**
 * What changed since the version before it, or since any other of the same work. Where nobody has compared the two yet,
 * asking has it done: a cut that was moved, or an unusual pair, is compared when somebody wants to know.
 */
export async function changesOf(
  deps: Deps,
  language: Language,
  { id, against: chosen }: { id: string; against?: string | undefined },
): Promise<ChangesAnswer> {
  const version = found(await versionById(deps.reads, id))
  const against = chosen ? await sibling(deps, version, chosen) : await forerunnerOf(deps.reads, version)
  const told = (state: ChangesAnswer['state'], why: Untold): ChangesAnswer => ({
    ...nothing,
    state,
    against: against ? brief(against) : null,
    sentence: sayUntold(language, why, against),
  })
  if (!against) return told('none', 'none')
  if ([version, against].some(({ sourceState }) => sourceState === 'refused')) return told('none', 'refused')
  if (version.sourceState !== 'ready' || against.sourceState !== 'ready') return told('waiting', 'waiting')
  const pair = pairOf(version, against)
  const known = await readComparison(deps, pair)
  if (known)
    return {
      ...known,
      state: 'ready',
      against: brief(against),
      sentence: sayChanges(language, version, against, known),
    }
  const [job] = await jobsByKeys(deps.reads, [compareKey(pair)])
  if (job?.state === 'dead' || job?.state === 'cancelled') return told('failed', 'failed')
  if (!job) await inTransaction(deps.db, (trx) => deps.jobs.enqueue(trx, compareJob(version, pair)))
  return told('working', 'working')
}

async function sibling(deps: Deps, version: Version, id: string): Promise<Version> {
  const other = found(await versionById(deps.reads, id))
  if (other.workId !== version.workId || other.id === version.id) throw new DomainError('not_found')
  return other
}

const brief = ({ id, number, inMs, durationMs }: Version) => ({ id, number, inMs, durationMs })

async function readComparison(deps: Deps, pair: Pair): Promise<Compared | undefined> {
  const sha256 = await comparisonFile(deps.reads, pair)
  if (!sha256 || !(await deps.blobs.has(sha256))) return undefined
  return comparison.parse(JSON.parse(await readFile(await deps.blobs.localPath(sha256), 'utf8')))
}

/** A recording has just been looked at: every version that it lets compare with its forerunner is queued. */
export async function compareWhatCanBe(deps: Pick<Deps, 'jobs'>, trx: Trx, sha256: string): Promise<void> {
  for (const version of await versionsOf(trx, await worksOfSource(trx, sha256))) {
    const against = await forerunnerOf(trx, version)
    if (!against || (version.sourceSha256 !== sha256 && against.sourceSha256 !== sha256)) continue
    if (version.sourceState !== 'ready' || against.sourceState !== 'ready') continue
    await deps.jobs.enqueue(trx, compareJob(version, pairOf(version, against)))
  }
}
