import { compareRecipe, signatureRecipe } from '../../../media/compare-recipe.ts'
import type { DbOrTrx } from '../../db/open.ts'
import type { NewJob } from '../../jobs/jobs.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { type Version, versionsOf } from '../versions.queries.ts'

/** Part of a recording. */
type Stretch = { sha256: string; inMs: number | null; outMs: number | null }

/** Two stretches and what of them is compared: all that the result depends on. */
export type Pair = { after: Stretch; before: Stretch; picture: boolean; sound: boolean }

const stretchOf = ({ sourceSha256, inMs, outMs }: Version): Stretch => ({ sha256: sourceSha256, inMs, outMs })

/** In another language other words are no change: then the picture alone is compared. */
export const pairOf = (version: Version, against: Version): Pair => ({
  after: stretchOf(version),
  before: stretchOf(against),
  picture: !version.soundOnly && !against.soundOnly,
  sound: version.language === against.language,
})

/** A change of either recipe makes another comparison. */
export const compareKey = (pair: Pair) =>
  `library.compare ${signatureRecipe.version} ${compareRecipe.version} ${sha256Of(canonicalJson(pair))}`

export function compareJob(version: Version, pair: Pair): NewJob {
  return {
    kind: 'library.compare',
    // A minute or two of a small picture: nobody in the lane of heavy pictures should wait for it, nor it for them.
    lane: 'sound',
    subjectKind: 'version',
    subjectId: version.id,
    title: version.workTitle,
    key: compareKey(pair),
    priority: 10,
    payload: { pair },
  }
}

/** The version that an approver has seen before: the last usable one in the same language with a lower number. */
export async function forerunnerOf(db: DbOrTrx, version: Version): Promise<Version | undefined> {
  const versions = await versionsOf(db, [version.workId])
  return versions.findLast(
    ({ number, language, sourceState }) =>
      number < version.number && language === version.language && sourceState !== 'refused',
  )
}
