import { houseRecipe } from '../../../media/house-recipe.ts'
import { change } from '../../db/audit.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { DomainError, found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { canonicalJson, type Json } from '../../storage/canonical.rules.ts'
import { approvedFor } from '../library.rules.ts'
import { type Version, versionById } from '../versions.queries.ts'
import { type HouseFile, houseFileOf, houseJob } from './house.queries.ts'

type Settings = Pick<Deps['config'], 'houseFormat'>

/** What is chosen for a house file beside its recipe: part of its key, so that another choice is another file. */
export function houseParameters({ houseFormat }: Settings, { fixes }: Pick<Version, 'fixes'>): Json {
  const { deinterlace } = fixes
  return { format: houseFormat, ...(deinterlace === 'auto' ? {} : { deinterlace }) }
}

const keyOf = (settings: Settings, version: Version) =>
  `library.house ${version.id} ${version.contentId} ${houseRecipe.version} ${canonicalJson(houseParameters(settings, version))}`

/** Behind everything that somebody waits for in the picture's lane. */
const lowPriority = -10

/** Queues the house file of a version; one that was asked for already is not made twice. */
export async function queueHouse(
  deps: Pick<Deps, 'jobs' | 'config'>,
  trx: Trx,
  version: Version,
  personId: string | null,
): Promise<void> {
  await deps.jobs.enqueue(trx, {
    kind: 'library.house',
    lane: 'picture',
    subjectKind: 'work',
    subjectId: version.workId,
    title: version.workTitle,
    key: keyOf(deps.config, version),
    priority: lowPriority,
    payload: { versionId: version.id },
    ...(personId ? { createdBy: personId } : {}),
  })
}

/** Why there can be no house file of a version; null where there can. */
export function hindranceToHouse(version: Version) {
  if (version.state === 'withdrawn' || version.workWithdrawn) return 'withdrawn'
  if (version.soundOnly) return 'no_picture'
  if (version.sourceState !== 'ready') return 'not_ready'
  return approvedFor(version, 'tv') ? null : 'not_approved'
}

/** Asks for the house file by hand: after a failure, or after another choice was made for the version. */
export async function askHouse(deps: Deps, actor: Actor, input: { versionId: string }): Promise<void> {
  await change(deps, actor, async (trx, record) => {
    const version = found(await versionById(trx, input.versionId))
    const hindrance = hindranceToHouse(version)
    if (hindrance) throw new DomainError(hindrance, { title: version.workTitle })
    await queueHouse(deps, trx, version, actor.id)
    const detail = { versionId: version.id, contentId: version.contentId }
    await record({ action: 'library.house', subjectKind: 'version', subjectId: version.id, detail })
  })
}

export interface HouseState {
  state: 'none' | 'waiting' | 'working' | 'failed' | 'ready'
  file: HouseFile | null
  /** A code, where it failed. */
  failure: string | null
}

/** How the house file of a version stands. */
export async function houseOf(db: DbOrTrx, settings: Settings, version: Version): Promise<HouseState> {
  const { sourceSha256, inMs, outMs } = version
  const parameters = canonicalJson(houseParameters(settings, version))
  const file = (await houseFileOf(db, { sourceSha256, inMs, outMs, parameters })) ?? null
  if (file) return { state: 'ready', file, failure: null }
  const job = await houseJob(db, keyOf(settings, version))
  if (job?.state === 'dead') return { state: 'failed', file, failure: job.errorCode }
  const state = job?.state === 'running' ? 'working' : job?.state === 'queued' ? 'waiting' : 'none'
  return { state, file, failure: null }
}
