import { compareRecipe } from '../../../media/compare-recipe.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import type { Pair } from './pair.ts'

/** How a comparison is kept: a file made from the later recording, whose parameters name the earlier one. */
export const comparisonOf = ({ after, ...parameters }: Pair) => ({
  sourceSha256: after.sha256,
  inMs: after.inMs,
  outMs: after.outMs,
  recipe: compareRecipe.name,
  recipeVersion: compareRecipe.version,
  parameters,
  mediaType: 'application/json',
})

/** The file that tells what changed; undefined while nobody has compared these two. */
export async function comparisonFile(db: DbOrTrx, pair: Pair): Promise<string | undefined> {
  const of = comparisonOf(pair)
  const row = await db
    .selectFrom('rendition')
    .select('sha256')
    .where('source_sha256', '=', of.sourceSha256)
    .where('recipe', '=', of.recipe)
    .where('recipe_version', '=', of.recipeVersion)
    .where('in_ms', 'is', of.inMs)
    .where('out_ms', 'is', of.outMs)
    .where('parameters', '=', canonicalJson(of.parameters))
    .orderBy('made_at', 'desc')
    .executeTakeFirst()
  return row?.sha256
}

/** The works that a recording is a version of. */
export async function worksOfSource(db: DbOrTrx, sha256: string): Promise<string[]> {
  const rows = await db
    .selectFrom('version')
    .select('work_id')
    .distinct()
    .where('source_sha256', '=', sha256)
    .where('state', '!=', 'withdrawn')
    .execute()
  return rows.map(({ work_id }) => work_id)
}
